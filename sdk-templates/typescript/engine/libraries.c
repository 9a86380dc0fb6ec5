// What QuickJS brings along: numbers as text, regular expressions, Unicode.
#include <dtoa.c>
#include <libregexp.c>
#include <libunicode.c>
