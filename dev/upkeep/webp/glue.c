// The decoder as the package calls it: one file an instance, rows in portions.
#include <stdlib.h>
#include "src/webp/decode.h"

extern int webp_rows_left;
VP8StatusCode webp_continue(WebPIDecoder* idec);

static WebPDecoderConfig config;
static WebPIDecoder* decoder;

#define EXPORTED(name) __attribute__((export_name(#name))) name

// Room for a file of 'size' bytes; 0 where there is none.
uint8_t* EXPORTED(take)(size_t size) { return malloc(size); }

// Decodes a file, or the next 'rows' rows of macroblocks of it.
// Returns 0 at its end, 5 where there is more, else libwebp's status.
int EXPORTED(decode)(const uint8_t* file, size_t size, int rows) {
  webp_rows_left = rows;
  if (decoder != NULL) return webp_continue(decoder);
  if (!WebPInitDecoderConfig(&config)) return -1;
  config.output.colorspace = MODE_RGBA;
  decoder = WebPIDecode(NULL, 0, &config);
  if (decoder == NULL) return -1;
  return WebPIUpdate(decoder, file, size);
}

static int last_y, width, height, stride;
static uint8_t* pixels(void) {
  return WebPIDecGetRGB(decoder, &last_y, &width, &height, &stride);
}

// Where the RGBA pixels are; 0 where there are none yet.
uint8_t* EXPORTED(rgba)(void) { return pixels(); }
// How many rows of them are decoded.
int EXPORTED(decodedRows)(void) { return pixels() ? last_y : 0; }
int EXPORTED(imageWidth)(void) { return pixels() ? width : 0; }
int EXPORTED(imageHeight)(void) { return pixels() ? height : 0; }
