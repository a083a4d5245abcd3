// Encodes squares of pixels as the entropy-coded data of a baseline JPEG.
#include "kernels.h"

// What the caller fills in; jpegKernel.ts lays it out.
struct jpeg {
  float scales[2][64];     // of lightness and of colour: what a transformed coefficient is multiplied with, column by column
  u32 codes[4][256];       // DC and AC of lightness, DC and AC of colour: the length above 16 bits of code
  u32 order[64];           // where the coefficients are, column by column, from the lowest frequency to the highest
  int previous[3];         // the mean of the block before, of each component
  u32 count;               // bits that wait to become bytes
  uint64_t waiting;
};

static inline byte on_white(u32 value, u32 alpha) { return (2 * (value * alpha + 255 * (255 - alpha)) + 255) / 510; }

// The square at column 'left'; at the edges the last pixels again. What is transparent lies on white.
static void copy_square(const byte* band, u32 width, u32 height, u32 left, u32 side, u32* to) {
  for (u32 y = 0; y < side; y++, to += side) {
    const byte* row = band + (unsigned long)(y < height ? y : height - 1) * width * 4;
    const u32 there = width - left < side ? width - left : side;
    __builtin_memcpy(to, row + left * 4, there * 4);
    for (u32 x = 0; x < there; x++) {
      const u32 alpha = to[x] >> 24;
      if (alpha == 255) continue;
      byte* pixel = (byte*)(to + x);
      for (int c = 0; c < 3; c++) pixel[c] = on_white(pixel[c], alpha);
    }
    for (u32 x = there; x < side; x++) to[x] = to[there - 1];
  }
}

static inline v128_t channel(v128_t pixels, int shift) {
  return wasm_f32x4_convert_i32x4(wasm_v128_and(wasm_u32x4_shr(pixels, shift), wasm_i32x4_splat(255)));
}
static inline v128_t times(v128_t value, float factor) { return wasm_f32x4_mul(value, wasm_f32x4_splat(factor)); }
static inline v128_t sum_of_neighbours(v128_t a, v128_t b) {
  return wasm_f32x4_add(wasm_i32x4_shuffle(a, b, 0, 2, 4, 6), wasm_i32x4_shuffle(a, b, 1, 3, 5, 7));
}

// Lightness and two colour differences (Rec. 601) of a square, all around 0.
static void split(const u32* square, u32 side, float luma[][64], float* blue, float* red) {
  const float share = side == 16 ? 0.25f : 1;
  for (u32 y = 0; y < side; y++) {
    for (u32 x = 0; x < side; x += 8) {
      v128_t blues[2], reds[2];
      float* block = luma[(y >> 3) * (side >> 3) + (x >> 3)] + (y & 7) * 8;
      for (int part = 0; part < 2; part++) {
        const v128_t pixels = wasm_v128_load(square + y * side + x + part * 4);
        const v128_t r = channel(pixels, 0), g = channel(pixels, 8), b = channel(pixels, 16);
        const v128_t light = wasm_f32x4_add(wasm_f32x4_add(times(r, 0.299f), times(g, 0.587f)), times(b, 0.114f));
        wasm_v128_store(block + part * 4, wasm_f32x4_sub(light, wasm_f32x4_splat(128)));
        blues[part] = times(wasm_f32x4_sub(b, light), 0.5f / 0.886f * share);
        reds[part] = times(wasm_f32x4_sub(r, light), 0.5f / 0.701f * share);
      }
      if (side == 8) {
        for (int part = 0; part < 2; part++) {
          wasm_v128_store(blue + y * 8 + part * 4, blues[part]);
          wasm_v128_store(red + y * 8 + part * 4, reds[part]);
        }
      } else {
        v128_t b = sum_of_neighbours(blues[0], blues[1]), r = sum_of_neighbours(reds[0], reds[1]);
        const u32 at = (y >> 1) * 8 + (x >> 1);
        if (y & 1) {
          b = wasm_f32x4_add(b, wasm_v128_load(blue + at));
          r = wasm_f32x4_add(r, wasm_v128_load(red + at));
        }
        wasm_v128_store(blue + at, b);
        wasm_v128_store(red + at, r);
      }
    }
  }
}

#define ADD wasm_f32x4_add
#define SUB wasm_f32x4_sub

// The cosine transform of four columns (Arai, Agui and Nakajima, 1988, without the factors that scales have).
static void transform_columns(float* block) {
  v128_t v[8];
  for (int i = 0; i < 8; i++) v[i] = wasm_v128_load(block + i * 8);
  const v128_t sum07 = ADD(v[0], v[7]), gap07 = SUB(v[0], v[7]);
  const v128_t sum16 = ADD(v[1], v[6]), gap16 = SUB(v[1], v[6]);
  const v128_t sum25 = ADD(v[2], v[5]), gap25 = SUB(v[2], v[5]);
  const v128_t sum34 = ADD(v[3], v[4]), gap34 = SUB(v[3], v[4]);

  const v128_t even0 = ADD(sum07, sum34), even3 = SUB(sum07, sum34), even1 = ADD(sum16, sum25);
  const v128_t turned = times(ADD(SUB(sum16, sum25), even3), 0.707106781f);
  wasm_v128_store(block, ADD(even0, even1));
  wasm_v128_store(block + 32, SUB(even0, even1));
  wasm_v128_store(block + 16, ADD(even3, turned));
  wasm_v128_store(block + 48, SUB(even3, turned));

  const v128_t odd0 = ADD(gap34, gap25), odd2 = ADD(gap16, gap07);
  const v128_t odd1 = times(ADD(gap25, gap16), 0.707106781f);
  const v128_t shared = times(SUB(odd0, odd2), 0.382683433f);
  const v128_t low = ADD(times(odd0, 0.5411961f), shared), high = ADD(times(odd2, 1.306562965f), shared);
  const v128_t plus = ADD(gap07, odd1), minus = SUB(gap07, odd1);
  wasm_v128_store(block + 40, ADD(minus, low));
  wasm_v128_store(block + 24, SUB(minus, low));
  wasm_v128_store(block + 8, ADD(plus, high));
  wasm_v128_store(block + 56, SUB(plus, high));
}

static void transpose(float* block) {
  for (int y = 0; y < 8; y++) {
    for (int x = 0; x < y; x++) {
      const float kept = block[y * 8 + x];
      block[y * 8 + x] = block[x * 8 + y];
      block[x * 8 + y] = kept;
    }
  }
}

static byte* out;

static inline void put(struct jpeg* jpeg, u32 bits, u32 length) {
  jpeg->waiting = jpeg->waiting << length | bits;
  jpeg->count += length;
  while (jpeg->count >= 8) {
    jpeg->count -= 8;
    const byte next = jpeg->waiting >> jpeg->count;
    *out++ = next;
    if (next == 255) *out++ = 0;
  }
}

// The code says how many zeros come before and how many bits the value has; then those bits.
static inline void put_value(struct jpeg* jpeg, const u32* codes, int value, u32 zeros) {
  const u32 size = value == 0 ? 0 : 32 - __builtin_clz(value < 0 ? -value : value);
  const u32 code = codes[zeros << 4 | size];
  const u32 bits = value < 0 ? value + (1 << size) - 1 : value;
  put(jpeg, (code & 0xffff) << size | bits, (code >> 16) + size);
}

static void put_block(struct jpeg* jpeg, float* block, int component) {
  const int kind = component > 0;
  const u32 *dc = jpeg->codes[kind * 2], *ac = jpeg->codes[kind * 2 + 1];
  transform_columns(block);
  transform_columns(block + 4);
  transpose(block);
  transform_columns(block);
  transform_columns(block + 4);
  int values[64];
  for (int at = 0; at < 64; at += 4) {
    const v128_t scaled = wasm_f32x4_mul(wasm_v128_load(block + at), wasm_v128_load(jpeg->scales[kind] + at));
    const v128_t sign = wasm_v128_and(scaled, wasm_i32x4_splat(0x80000000));
    const v128_t half = wasm_v128_or(sign, wasm_f32x4_splat(0.5f));
    wasm_v128_store(values + at, wasm_i32x4_trunc_sat_f32x4(ADD(scaled, half)));
  }
  put_value(jpeg, dc, values[0] - jpeg->previous[component], 0);
  jpeg->previous[component] = values[0];
  u32 zeros = 0;
  for (int at = 1; at < 64; at++) {
    const int value = values[jpeg->order[at]];
    if (value == 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) put(jpeg, ac[0xf0] & 0xffff, ac[0xf0] >> 16);
    put_value(jpeg, ac, value, zeros);
    zeros = 0;
  }
  if (zeros > 0) put(jpeg, ac[0] & 0xffff, ac[0] >> 16);
}

// Encodes the squares of a band from pixel 'from' to 'end', which are 8 or 16 pixels high and wide ('side'; with 16 the
// colour is halved). Returns the bytes written: at most 2,600 a square.
u32 EXPORTED(jpegBand)(struct jpeg* jpeg, const byte* band, u32 width, u32 height, u32 side, u32 from, u32 end, byte* to) {
  u32 square[256];
  float luma[4][64], blue[64], red[64];
  out = to;
  for (u32 left = from; left < end; left += side) {
    copy_square(band, width, height, left, side, square);
    split(square, side, luma, blue, red);
    for (u32 at = 0; at < side * side / 64; at++) put_block(jpeg, luma[at], 0);
    put_block(jpeg, blue, 1);
    put_block(jpeg, red, 2);
  }
  return out - to;
}

// Fills the last byte with ones. Returns the bytes written.
u32 EXPORTED(jpegEnd)(struct jpeg* jpeg, byte* to) {
  const u32 missing = (8 - jpeg->count) & 7;
  out = to;
  put(jpeg, (1 << missing) - 1, missing);
  return out - to;
}
