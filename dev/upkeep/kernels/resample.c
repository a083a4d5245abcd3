// Scales images with weights of the caller's, in floats: red, green, blue and alpha of a pixel in one vector, the
// colours multiplied by alpha.
#include "kernels.h"

// Makes floats of a row's 'pixels' pixels in 'line', and scales them across into 'scaled'.
void EXPORTED(scaleAcross)(const byte* row, u32 pixels, float* line, float* scaled, u32 width, const int* starts,
                           const float* weights, u32 taps, int opaque) {
  for (u32 x = 0; x < pixels; x++) {
    const v128_t bytes = wasm_v128_load32_zero(row + x * 4);
    const v128_t whole = wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(bytes));
    v128_t pixel = wasm_f32x4_convert_i32x4(whole);
    if (!opaque) {
      const float share = row[x * 4 + 3] / 255.0f;
      pixel = wasm_f32x4_mul(pixel, wasm_f32x4_make(share, share, share, 1));
    }
    wasm_v128_store(line + x * 4, pixel);
  }
  for (u32 x = 0; x < width; x++, scaled += 4) {
    const float* from = line + starts[x] * 4;
    v128_t sum = wasm_f32x4_splat(0);
    for (u32 tap = 0; tap < taps; tap++, from += 4) {
      sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(from), wasm_v128_load32_splat(weights++)));
    }
    wasm_v128_store(scaled, sum);
  }
}

// Adds rows of a ring up by their weights, beginning with row 'first', and writes the sums as bytes.
void EXPORTED(scaleDown)(const float* ring, u32 first, u32 width, const float* weights, u32 taps, byte* to, int opaque) {
  const v128_t zero = wasm_f32x4_splat(0), half = wasm_f32x4_splat(0.5f), most = wasm_f32x4_splat(255);
  const v128_t solid = wasm_i32x4_const(0, 0, 0, 255);
  for (u32 x = 0; x < width; x++, to += 4) {
    v128_t sum = zero;
    u32 row = first;
    for (u32 tap = 0; tap < taps; tap++) {
      const v128_t pixel = wasm_v128_load(ring + ((unsigned long)row * width + x) * 4);
      sum = wasm_f32x4_add(sum, wasm_f32x4_mul(pixel, wasm_v128_load32_splat(weights + tap)));
      if (++row == taps) row = 0;
    }
    if (!opaque) {
      const float alpha = wasm_f32x4_extract_lane(sum, 3);
      const float share = 255 / (alpha < 0.5f ? 0.5f : alpha);
      sum = alpha < 0.5f ? zero : wasm_f32x4_mul(sum, wasm_f32x4_make(share, share, share, 1));
    }
    const v128_t kept = wasm_f32x4_pmin(wasm_f32x4_pmax(sum, zero), most);
    v128_t whole = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_add(kept, half));
    if (opaque) whole = wasm_v128_or(whole, solid);
    const v128_t words = wasm_i16x8_narrow_i32x4(whole, whole);
    wasm_v128_store32_lane(to, wasm_u8x16_narrow_i16x8(words, words), 0);
  }
}
