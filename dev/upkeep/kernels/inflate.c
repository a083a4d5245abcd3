#include "inflate.h"
#include "huffman.h"

// Bytes that the head of a block has at most, and those that a length and a distance have with room to spare.
#define HEAD_BYTES 640
#define SYMBOL_BYTES 16

struct inflater inflater;
static enum { START, BLOCK, STORED, CODES, TRAILER, END } state;
static int final_block, tables_are_fixed;
static u32 stored, checksum;
static u32 lengths_table[LENGTH_ENTRIES], distances_table[DISTANCE_ENTRIES], order_table[1 << ORDER_BITS];
static byte repeating[16][16];  // for each distance, which bytes of it 16 bytes are

u32 adler32(u32 sum, const byte* data, u32 length);

void inflate_open(byte* input, byte* window) {
  inflater = (struct inflater){.input = input, .next = input, .end = input, .window = window};
  inflater.begin = inflater.out = window + HISTORY;
  state = START;
  tables_are_fixed = 0;
  checksum = 1;
  for (u32 distance = 1; distance < 16; distance++)
    for (u32 at = 0; at < 16; at++) repeating[distance][at] = at % distance;
}

#define S inflater

// At least 56 bits.
static inline void refill(struct inflater* s) {
  uint64_t bytes;
  __builtin_memcpy(&bytes, s->next, 8);
  s->bits |= bytes << s->count;
  s->next += (63 - s->count) >> 3;
  s->count |= 56;
}
static inline u32 peek(const struct inflater* s, u32 bits) { return (u32)s->bits & ((1u << bits) - 1); }
static inline void drop(struct inflater* s, u32 bits) {
  s->bits >>= bits;
  s->count -= bits;
}
static inline u32 take(u32 bits) {
  const u32 value = peek(&S, bits);
  drop(&S, bits);
  return value;
}
static inline int is_overrun(const struct inflater* s) { return s->next - (s->count >> 3) > s->end; }

// Gives whole bytes back that were taken ahead.
static void give_back(void) {
  S.next -= S.count >> 3;
  S.count &= 7;
  S.bits &= (1u << S.count) - 1;
}
static void align(void) {
  give_back();
  S.bits = S.count = 0;
}

byte* inflate_room(void) {
  give_back();
  const u32 left = S.end - S.next;
  __builtin_memmove(S.input, S.next, left);
  S.next = S.input;
  S.end = S.input + left;
  return S.input + left;
}

static int read_fixed(void) {
  byte lengths[288];
  for (u32 at = 0; at < 288; at++) lengths[at] = at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8;
  if (!tables_are_fixed) {
    make_table(lengths_table, LENGTH_BITS, lengths, 288, LENGTHS);
    for (u32 at = 0; at < 32; at++) lengths[at] = 5;
    make_table(distances_table, DISTANCE_BITS, lengths, 32, DISTANCES);
  }
  return tables_are_fixed = 1;
}

static int read_tables(void) {
  static const byte places[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  byte lengths[320] = {0};
  refill(&S);
  const u32 literals = 257 + take(5), distances = 1 + take(5), orders = 4 + take(4);
  if (literals > 286 || distances > 30) return 0;
  for (u32 at = 0; at < orders; at++) {
    refill(&S);
    lengths[places[at]] = take(3);
  }
  if (!make_table(order_table, ORDER_BITS, lengths, 19, ORDER)) return 0;
  __builtin_memset(lengths, 0, 19);
  for (u32 at = 0; at < literals + distances;) {
    refill(&S);
    const u32 entry = order_table[peek(&S, ORDER_BITS)];
    if (entry == INVALID) return 0;
    drop(&S, entry & 255);
    const u32 symbol = entry >> 16;
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    if (symbol == 16 && at == 0) return 0;
    const byte length = symbol == 16 ? lengths[at - 1] : 0;
    u32 times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (at + times > literals + distances) return 0;
    for (; times > 0; times--) lengths[at++] = length;
  }
  tables_are_fixed = 0;
  return lengths[256] != 0 && make_table(lengths_table, LENGTH_BITS, lengths, literals, LENGTHS) &&
         make_table(distances_table, DISTANCE_BITS, lengths + literals, distances, DISTANCES);
}

static inline u32 entry_of(const struct inflater* s, const u32* table, u32 table_bits) {
  const u32 entry = table[peek(s, table_bits)];
  if ((entry & INVALID) != LONGER) return entry;
  return table[(entry >> 16 & 0x3fff) + ((u32)(s->bits >> table_bits) & ((1u << (entry & 255)) - 1))];
}
// The value of an entry and its extra bits.
static inline u32 value_of(struct inflater* s, u32 entry) {
  const u32 code = entry >> 8 & 255, all = entry & 255;
  const u32 extra = (u32)(s->bits >> code) & ((1u << (all - code)) - 1);
  drop(s, all);
  return (entry >> 16 & 0x7fff) + extra;
}

static inline void repeat(byte* out, u32 distance, u32 length) {
  const byte* from = out - distance;
  const byte* end = out + length;
  if (distance >= 16) {
    for (; out < end; out += 16, from += 16) wasm_v128_store(out, wasm_v128_load(from));
    return;
  }
  const v128_t pattern = wasm_i8x16_swizzle(wasm_v128_load(from), wasm_v128_load(repeating[distance]));
  for (const u32 step = 16 - 16 % distance; out < end; out += step) wasm_v128_store(out, pattern);
}

// The symbols of a block. Returns MORE at its end or where the portion is full.
static enum inflate_status read_codes(void) {
  struct inflater s = S;  // a copy stays in registers
  byte* const full = s.window + HISTORY + PORTION;
  byte* out = s.out;
  enum inflate_status status = MORE;
  while (out < full) {
    if (s.end - s.next < SYMBOL_BYTES) {
      if (!s.last) status = HUNGRY;
      else if (is_overrun(&s)) status = DAMAGED;
      if (status != MORE) break;
    }
    refill(&s);
    u32 entry = entry_of(&s, lengths_table, LENGTH_BITS);
    // As many literals as the bits are enough for.
    int literals = 0;
    for (; literals < 3 && (entry & INVALID) == LITERAL; literals++) {
      *out++ = entry >> 16;
      drop(&s, entry & 255);
      entry = entry_of(&s, lengths_table, LENGTH_BITS);
    }
    if (literals == 3) continue;
    if (literals > 0) refill(&s);
    if (entry & LONGER) {
      status = (entry & INVALID) == END_OF_BLOCK ? MORE : DAMAGED;
      drop(&s, entry & 255);
      state = final_block ? TRAILER : BLOCK;
      break;
    }
    const u32 length = value_of(&s, entry);
    entry = entry_of(&s, distances_table, DISTANCE_BITS);
    if (entry & LONGER) {
      status = DAMAGED;
      break;
    }
    const u32 distance = value_of(&s, entry);
    if (distance > (u32)(out - s.begin)) {
      status = DAMAGED;
      break;
    }
    repeat(out, distance, length);
    out += length;
  }
  S.next = s.next;
  S.bits = s.bits;
  S.count = s.count;
  S.out = out;
  return status;
}

static enum inflate_status read_head(void) {
  if (S.end - S.next < HEAD_BYTES && !S.last) return HUNGRY;
  refill(&S);
  final_block = take(1);
  const u32 kind = take(2);
  int good = 0;
  if (kind == 0) {
    align();
    const u32 length = S.next[0] | S.next[1] << 8, opposite = S.next[2] | S.next[3] << 8;
    S.next += 4;
    stored = length;
    good = (length ^ opposite) == 0xffff;
  } else if (kind < 3) {
    good = kind == 1 ? read_fixed() : read_tables();
  }
  state = kind == 0 ? STORED : CODES;
  return good && !is_overrun(&S) ? MORE : DAMAGED;
}

static enum inflate_status read_stored(void) {
  const u32 there = S.end - S.next, room = S.window + HISTORY + PORTION - S.out;
  u32 taken = stored < there ? stored : there;
  if (taken > room) taken = room;
  __builtin_memcpy(S.out, S.next, taken);
  S.out += taken;
  S.next += taken;
  stored -= taken;
  if (stored == 0) state = final_block ? TRAILER : BLOCK;
  else if (S.next == S.end) return S.last ? DAMAGED : HUNGRY;
  return MORE;
}

static enum inflate_status read_step(void) {
  switch (state) {
    case START: {
      if (S.end - S.next < 2) return S.last ? DAMAGED : HUNGRY;
      const u32 method = S.next[0], flags = S.next[1];
      S.next += 2;
      state = BLOCK;
      return (method & 15) == 8 && method >> 4 < 8 && (method << 8 | flags) % 31 == 0 && !(flags & 32) ? MORE : DAMAGED;
    }
    case BLOCK: return read_head();
    case STORED: return read_stored();
    case CODES: return read_codes();
    default: return MORE;
  }
}

static enum inflate_status read_trailer(void) {
  align();
  if (S.end - S.next < 4) return S.last ? DAMAGED : HUNGRY;
  const u32 stored_sum = S.next[0] << 24 | S.next[1] << 16 | S.next[2] << 8 | S.next[3];
  S.next += 4;
  state = END;
  return stored_sum == checksum ? ENDED : DAMAGED;
}

enum inflate_status inflate_portion(void) {
  if (state == END) return ENDED;
  const u32 held = S.out - S.begin, kept = held < HISTORY ? held : HISTORY;
  byte* const start = S.window + HISTORY;
  __builtin_memmove(start - kept, S.out - kept, kept);
  S.begin = start - kept;
  S.out = start;
  enum inflate_status status = MORE;
  while (status == MORE && state != TRAILER && S.out < start + PORTION) status = read_step();
  checksum = adler32(checksum, start, S.out - start);
  return status == MORE && state == TRAILER ? read_trailer() : status;
}
