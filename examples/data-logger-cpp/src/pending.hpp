// Readings that wait for the uplink: lines of a file, oldest first.
#ifndef PENDING_HPP
#define PENDING_HPP

#include "reactor.hpp"

namespace pending {

inline constexpr size_t longest_line = 64;

/// Adds a line; it is on the medium when this returns true.
bool store(wit::string_view line);

/// Hands every line to send, oldest first, and forgets them when all were taken; how many were. Lines that were taken
/// before send refused one are handed out again the next time.
unsigned forward(wit::callback<bool(wit::string_view)> send);

}  // namespace pending

#endif
