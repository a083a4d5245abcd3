// What the kernels share. All memory is laid out by the caller (nodes/shared/images/kernels/kernels.ts):
// a function gets addresses and keeps nothing, except the reader of a PNG, of which an instance has one.
#include <stdint.h>
#include <wasm_simd128.h>

typedef uint8_t byte;
typedef uint32_t u32;

#define EXPORTED(name) __attribute__((export_name(#name))) name
