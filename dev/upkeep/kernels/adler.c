// zlib's checksum.
#include "kernels.h"

#define BASE 65521
// Bytes after which the sums are reduced.
#define REDUCED_AFTER 5552

u32 adler32(u32 sum, const byte* data, u32 length) {
  u32 a = sum & 0xffff, b = sum >> 16;
  const v128_t falling = wasm_i16x8_const(16, 15, 14, 13, 12, 11, 10, 9), lower = wasm_i16x8_const(8, 7, 6, 5, 4, 3, 2, 1);
  while (length > 0) {
    u32 portion = length < REDUCED_AFTER ? length : REDUCED_AFTER;
    length -= portion;
    v128_t sums = wasm_i32x4_splat(0), before = sums, weighted = sums;
    const u32 vectors = portion / 16;
    for (u32 left = vectors; left > 0; left--, data += 16) {
      const v128_t bytes = wasm_v128_load(data);
      before = wasm_i32x4_add(before, sums);
      sums = wasm_i32x4_add(sums, wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(bytes)));
      weighted = wasm_i32x4_add(weighted, wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(bytes), falling));
      weighted = wasm_i32x4_add(weighted, wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(bytes), lower));
    }
    b += a * vectors * 16;
    const v128_t all = wasm_i32x4_add(wasm_i32x4_shl(before, 4), weighted);
    for (int lane = 0; lane < 4; lane++) {
      a += ((u32*)&sums)[lane];
      b += ((u32*)&all)[lane];
    }
    for (u32 left = portion % 16; left > 0; left--) b += a += *data++;
    a %= BASE;
    b %= BASE;
  }
  return b << 16 | a;
}
