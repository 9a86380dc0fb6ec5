/* Logs one line for each conversion; the test knows what printf makes of the same arguments. */
#include "command.h"

static void word(wit_string_t text) {
  OCRE_LOG_INFO("text [%.*s]", WIT_PRINT(text));
}

bool ocre_app_run(void) {
  OCRE_LOG_INFO("%d %i %d %d", 0, -7, INT32_MAX, INT32_MIN);
  OCRE_LOG_INFO("%u %x %x", UINT32_MAX, 0xbeefu, 0u);
  OCRE_LOG_INFO("%lld %lld %llu %llx", INT64_MIN, INT64_MAX, UINT64_MAX, UINT64_C(0x123456789abcdef0));
  OCRE_LOG_INFO("%ld %zu %hhu %hd", -5L, sizeof(uint64_t), (unsigned char)200, (short)-3);
  OCRE_LOG_INFO("[%5d] [%05d] [%2d] [%08x] [%6s]", 42, -42, 1234, 0xabcu, "abc");
  OCRE_LOG_INFO("%c%c%% %s [%.2s] [%s]", 'o', 'k', "whole", "cut off", "");
  OCRE_LOG_INFO("%f %.0f %.1f %.2f %.3f", 1.5, 2.6, -0.05, 1234.567, 0.9996);
  OCRE_LOG_INFO("%.9f %f %.2f", 0.123456789, 1e17, -273.15);
  word(WIT_STRING("no zero after this"));
  OCRE_LOG_DEBUG("%s", "below the threshold");
  char small[4];
  OCRE_LOG_INFO("%zu %.4s", wit_format(small, sizeof small, "%d", 123456), small);
  int64_t number = 1;
  OCRE_LOG_INFO("%d %lld", wit_parse_number(wit_bytes_of(WIT_STRING("-9223372036854775808")), &number), number);
  OCRE_LOG_INFO("%d%d%d%d", wit_parse_number(wit_bytes_of(WIT_STRING("9223372036854775808")), &number),
      wit_parse_number(wit_bytes_of(WIT_STRING("-")), &number),
      wit_parse_number(wit_bytes_of(WIT_STRING("1 ")), &number),
      wit_parse_number(wit_bytes_of(WIT_STRING("")), &number));
  static char longer[400];
  for (size_t i = 0; i + 1 < sizeof longer; i++) longer[i] = 'x';
  OCRE_LOG_WARN("%s", longer);
  OCRE_ASSERT(number == INT64_MIN);
  OCRE_ASSERT(number == 0 && "a reason");
  return true;
}

OCRE_APP_RUN_EXPORT();
