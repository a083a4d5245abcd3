#include "huffman.h"

static u32 based(u32 base, u32 extra) { return base << 16 | extra; }

// An entry without the bits of the code.
static u32 meaning(u32 symbol, enum alphabet alphabet) {
  if (alphabet == ORDER) return symbol << 16;
  if (alphabet == DISTANCES) {
    if (symbol > 29) return INVALID;
    const u32 extra = symbol < 4 ? 0 : symbol / 2 - 1;
    return based(symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1, extra);
  }
  if (symbol < 256) return LITERAL | symbol << 16;
  if (symbol == 256) return END_OF_BLOCK;
  if (symbol > 285) return INVALID;
  if (symbol == 285) return based(258, 0);
  const u32 place = symbol - 257;
  const u32 extra = place < 8 ? 0 : place / 4 - 1;
  return based(place < 8 ? place + 3 : ((4 + (place & 3)) << extra) + 3, extra);
}

static u32 reversed(u32 code, u32 length) {
  u32 result = 0;
  for (; length > 0; length--, code >>= 1) result = result << 1 | (code & 1);
  return result;
}

int make_table(u32* table, u32 table_bits, const byte* lengths, u32 symbols, enum alphabet alphabet) {
  u32 counts[16] = {0}, codes[16];
  for (u32 symbol = 0; symbol < symbols; symbol++) counts[lengths[symbol]]++;
  counts[0] = 0;
  u32 longest = 0, code = 0;
  int left = 1;
  for (u32 length = 1; length < 16; length++) {
    left = 2 * left - (int)counts[length];
    if (left < 0) return 0;
    if (counts[length] > 0) longest = length;
    codes[length] = code = (code + counts[length - 1]) << 1;
  }
  // Only a single code may leave others unused.
  if (left > 0 && (alphabet == ORDER || longest > 1)) return 0;

  const u32 size = 1u << table_bits;
  const u32 more_bits = longest > table_bits ? longest - table_bits : 0;
  u32 used = size;
  for (u32 at = 0; at < size; at++) table[at] = INVALID;
  for (u32 symbol = 0; symbol < symbols; symbol++) {
    const u32 length = lengths[symbol];
    if (length == 0) continue;
    const u32 own = reversed(codes[length]++, length);
    u32* to = table;
    u32 first = own, step = 1u << length, end = size;
    if (length > table_bits) {
      u32* entry = table + (own & (size - 1));
      if (*entry == INVALID) {
        *entry = LONGER | used << 16 | more_bits;
        used += 1u << more_bits;
      }
      to = table + (*entry >> 16 & 0x3fff);
      first = own >> table_bits;
      step = 1u << (length - table_bits);
      end = 1u << more_bits;
    }
    const u32 entry = meaning(symbol, alphabet) + (length << 8 | length);
    for (u32 at = first; at < end; at += step) to[at] = entry;
  }
  return 1;
}
