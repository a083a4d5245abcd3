// PNG's filters, undone in place: a row of 'length' bytes behind that of its filter.
#include "kernels.h"

static void add_rows(byte* row, const byte* above, u32 length) {
  u32 at = 0;
  for (; at + 16 <= length; at += 16) {
    wasm_v128_store(row + at, wasm_i8x16_add(wasm_v128_load(row + at), wasm_v128_load(above + at)));
  }
  for (; at < length; at++) row[at] += above[at];
}

enum { SUB = 1, MEAN = 3, PAETH = 4 };

static inline byte guess(int filter, int left, int up, int corner) {
  if (filter == SUB) return left;
  if (filter == MEAN) return (left + up) >> 1;
  const int to_left = __builtin_abs(up - corner);
  const int to_up = __builtin_abs(left - corner);
  const int to_corner = __builtin_abs(left + up - 2 * corner);
  if (to_left <= to_up && to_left <= to_corner) return left;
  return to_up <= to_corner ? up : corner;
}

// Pixels of any size.
static inline void each_byte(int filter, byte* row, const byte* above, u32 length, u32 step) {
  for (u32 at = 0; at < length; at++) {
    const int left = at < step ? 0 : row[at - step];
    const int corner = at < step ? 0 : above[at - step];
    row[at] += guess(filter, left, above[at], corner);
  }
}

// Pixels of 3 or 4 bytes, one at a time. Reads a byte behind the row.
static inline v128_t load_pixel(const byte* at) { return wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(at)); }

static inline void each_pixel(int filter, byte* row, const byte* above, u32 length, u32 step) {
  v128_t left = wasm_i16x8_splat(0), corner = left;
  for (const byte* end = row + length; row < end; row += step, above += step) {
    const v128_t up = load_pixel(above);
    v128_t nearest = left;
    if (filter == MEAN) nearest = wasm_u16x8_shr(wasm_i16x8_add(left, up), 1);
    if (filter == PAETH) {
      const v128_t from_corner = wasm_i16x8_sub(up, corner);
      const v128_t from_corner_up = wasm_i16x8_sub(left, corner);
      const v128_t to_left = wasm_i16x8_abs(from_corner);
      const v128_t to_up = wasm_i16x8_abs(from_corner_up);
      const v128_t to_corner = wasm_i16x8_abs(wasm_i16x8_add(from_corner, from_corner_up));
      const v128_t up_or_corner = wasm_v128_bitselect(up, corner, wasm_i16x8_le(to_up, to_corner));
      const v128_t is_left = wasm_i16x8_le(to_left, wasm_i16x8_min(to_up, to_corner));
      nearest = wasm_v128_bitselect(left, up_or_corner, is_left);
    }
    left = wasm_v128_and(wasm_i16x8_add(load_pixel(row), nearest), wasm_i16x8_splat(0xff));
    corner = up;
    const u32 pixel = wasm_i32x4_extract_lane(wasm_u8x16_narrow_i16x8(left, left), 0);
    __builtin_memcpy(row, &pixel, step);
  }
}

static inline void undo(int filter, byte* row, const byte* above, u32 length, u32 step) {
  if (step == 3) each_pixel(filter, row, above, length, 3);
  else if (step == 4) each_pixel(filter, row, above, length, 4);
  else each_byte(filter, row, above, length, step);
}

// Returns 0 if the filter is none that PNG knows. 'above' has no filter's byte in front.
int unfilter(byte* filtered, const byte* above, u32 length, u32 step) {
  byte* row = filtered + 1;
  switch (filtered[0]) {
    case 0: break;
    case SUB: undo(SUB, row, above, length, step); break;
    case 2: add_rows(row, above, length); break;
    case MEAN: undo(MEAN, row, above, length, step); break;
    case PAETH: undo(PAETH, row, above, length, step); break;
    default: return 0;
  }
  return 1;
}
