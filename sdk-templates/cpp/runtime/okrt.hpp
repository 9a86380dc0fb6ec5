/*
 * What every generated C++ header builds on: views of strings and lists, options, results, handles. No standard library
 * is needed; where the app has one, these types convert from and to its own. Names in `wit` are for applications; names
 * in `okrt` and names that begin with okrt_ are private.
 *
 * Everything that lies in a record, a list or a variant has the bytes of the canonical ABI and is copied like a number.
 */
#ifndef OKRT_HPP
#define OKRT_HPP

#include "okrt/base.hpp"
#include "okrt/views.hpp"
#include "okrt/option.hpp"
#include "okrt/memory.hpp"
#include "okrt/handle.hpp"
#include "okrt/expected.hpp"
#include "okrt/result.hpp"

#endif
