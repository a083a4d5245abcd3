// Makes an image half as wide and high.
#include "kernels.h"

// 'to' may be 'above': alpha, which all channels need, is written last.
static inline void mean_of_four(const byte* above, const byte* below, byte* to) {
  const u32 alphas = above[3] + above[7] + below[3] + below[7];
  for (int c = 0; c < 3; c++) {
    const u32 sum = above[c] * above[3] + above[c + 4] * above[7] + below[c] * below[3] + below[c + 4] * below[7];
    to[c] = alphas == 0 ? 0 : (2 * sum + alphas) / (2 * alphas);
  }
  to[3] = (alphas + 2) >> 2;
}

static inline v128_t sum_of_pairs(v128_t above, v128_t below) {
  const v128_t low = wasm_i16x8_add(wasm_u16x8_extend_low_u8x16(above), wasm_u16x8_extend_low_u8x16(below));
  const v128_t high = wasm_i16x8_add(wasm_u16x8_extend_high_u8x16(above), wasm_u16x8_extend_high_u8x16(below));
  const v128_t even = wasm_i64x2_shuffle(low, high, 0, 2);
  const v128_t odd = wasm_i64x2_shuffle(low, high, 1, 3);
  return wasm_u16x8_shr(wasm_i16x8_add(wasm_i16x8_add(even, odd), wasm_i16x8_splat(2)), 2);
}

// Each pixel the mean of four; transparent ones lend no colour. An odd last column or row is left out.
// 'to' may be 'from'.
void EXPORTED(halve)(const byte* from, byte* to, u32 width, u32 height) {
  const u32 half = width / 2;
  const v128_t alpha = wasm_i32x4_splat(0xff000000);
  for (u32 y = 0; y + 1 < height; y += 2) {
    const byte* above = from + (unsigned long)y * width * 4;
    const byte* below = above + (unsigned long)width * 4;
    u32 x = 0;
    for (; x + 4 <= half; x += 4, above += 32, below += 32, to += 16) {
      const v128_t a = wasm_v128_load(above), b = wasm_v128_load(above + 16);
      const v128_t c = wasm_v128_load(below), d = wasm_v128_load(below + 16);
      const v128_t all = wasm_v128_and(wasm_v128_and(a, b), wasm_v128_and(c, d));
      if (wasm_i32x4_all_true(wasm_i32x4_eq(wasm_v128_and(all, alpha), alpha))) {
        wasm_v128_store(to, wasm_u8x16_narrow_i16x8(sum_of_pairs(a, c), sum_of_pairs(b, d)));
      } else {
        for (u32 i = 0; i < 4; i++) mean_of_four(above + i * 8, below + i * 8, to + i * 4);
      }
    }
    for (; x < half; x++, above += 8, below += 8, to += 4) mean_of_four(above, below, to);
  }
}
