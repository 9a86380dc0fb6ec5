// The file is read in pieces that fit the memory of an answer; a line that a piece cuts is read again with the next one.
#include "pending.hpp"

namespace files = ocre::storage::files;
using files::open_flags;

namespace pending {

namespace {

constexpr wit::string_view path = "/data/pending";
constexpr uint32_t piece = 256;

/// The first line of the text without its end; none when the end is not there.
wit::option<wit::string_view> first_line(wit::string_view text) {
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '\n') return text.substr(0, i);
  }
  return wit::nullopt;
}

}  // namespace

bool store(wit::string_view line) {
  auto file = files::file::open(path, open_flags::write | open_flags::create | open_flags::append);
  if (!file) return false;
  char text[longest_line + 1];
  return file->write(wit::bytes_of(wit::format(text, "{}\n", line))) && file->sync();
}

unsigned forward(wit::callback<bool(wit::string_view)> send) {
  auto file = files::file::open(path, open_flags::read);
  if (!file) return 0;
  unsigned sent = 0;
  for (int64_t offset = 0;;) {
    const wit::scratch scratch;
    if (!file->seek(offset, files::whence::start)) return sent;
    const auto bytes = file->read(piece);
    if (!bytes) return sent;
    auto text = wit::text_of(*bytes);
    size_t used = 0;
    while (const auto line = first_line(text.substr(used))) {
      if (!send(*line)) return sent;
      sent += 1;
      used += line->size() + 1;
    }
    // At the end, or before half a line that a power cut left.
    if (used == 0) break;
    offset += int64_t(used);
  }
  // An open file cannot be removed.
  file->reset();
  files::remove(path);
  return sent;
}

}  // namespace pending
