// Pixels of 8 bits a channel become RGBA.
#include "kernels.h"

void to_rgba(const byte* from, byte* to, u32 pixels, u32 channels) {
  if (channels == 4) {
    __builtin_memcpy(to, from, (unsigned long)pixels * 4);
    return;
  }
  u32 left = pixels;
  if (channels == 3) {
    const v128_t opaque = wasm_i32x4_splat(0xff000000);
    // Each reads 16 bytes for 12.
    for (; left >= 6; left -= 4, from += 12, to += 16) {
      const v128_t rgb = wasm_v128_load(from);
      const v128_t spread = wasm_i8x16_shuffle(rgb, rgb, 0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11);
      wasm_v128_store(to, wasm_v128_or(spread, opaque));
    }
  }
  for (; left > 0; left--, from += channels, to += 4) {
    to[0] = from[0];
    to[1] = from[channels == 3 ? 1 : 0];
    to[2] = from[channels == 3 ? 2 : 0];
    to[3] = channels == 2 ? from[1] : 255;
  }
}
