// Reads the pixels of a PNG: decompresses them, undoes the filters and, where asked, makes RGBA of them.
#include "inflate.h"

enum png_status {
  BUSY,           // there may be more rows in what was handed over
  WANTING,        // something has to be handed over
  FULL,           // as many rows are there as were asked for
  AT_END,         // the compressed data ended, as it should
  BROKEN,         // it cannot be decompressed
  UNKNOWN_FILTER,
  TOO_MUCH,       // there is more than rows were asked for
};

static byte* rows;      // the last row of the batch before, then those of this one
static byte* rgba;
static u32 row_bytes;   // with the filter's byte
static u32 step;        // bytes a whole pixel
static u32 channels;    // of 8 bits that are to become RGBA; 0 where the rows stay as they are
static u32 filled;      // bytes of this batch
static u32 finished;    // rows of it whose filter is undone
static byte* taken;     // how far the window was read
static enum inflate_status status;

int unfilter(byte* filtered, const byte* above, u32 length, u32 step);
void to_rgba(const byte* from, byte* to, u32 pixels, u32 channels);

// Begins an image. 'input' is where its data is handed over, 'window' has the bytes that inflate.h says, 'batch' those
// of a row more than a batch has.
void EXPORTED(pngOpen)(byte* input, byte* window, byte* batch, byte* pixels) {
  inflate_open(input, window);
  rows = batch;
  rgba = pixels;
  taken = inflater.out;
  status = MORE;
}

// Begins a pass: its rows have 'length' bytes with that of the filter.
void EXPORTED(pngPass)(u32 length, u32 pixel_bytes, u32 channels_to_rgba) {
  row_bytes = length;
  step = pixel_bytes;
  channels = channels_to_rgba;
  filled = finished = 0;
  __builtin_memset(rows, 0, length);
}

// Begins a batch of rows below the last one of the batch before.
void EXPORTED(pngBatch)(void) {
  if (finished > 0) __builtin_memcpy(rows, rows + finished * row_bytes, row_bytes);
  filled = finished = 0;
}

// Where to hand data over.
byte* EXPORTED(pngRoom)(void) { return inflate_room(); }

// Hands over bytes that were put there.
void EXPORTED(pngFeed)(u32 bytes, int is_last) {
  inflater.end += bytes;
  inflater.last = is_last;
}

static int finish_rows(void) {
  for (u32 end; (end = (finished + 1) * row_bytes) <= filled; finished++) {
    byte* row = rows + end;
    const u32 length = row_bytes - 1;
    if (!unfilter(row, row - row_bytes + 1, length, step)) return 0;
    if (channels == 0) continue;
    const u32 pixels = length / channels;
    to_rgba(row + 1, rgba + finished * pixels * 4, pixels, channels);
  }
  return 1;
}

// Reads on until 'wanted' rows of the batch are ready, a portion at most. With 0 it looks whether the data ends.
enum png_status EXPORTED(pngRead)(u32 wanted) {
  if (taken == inflater.out && (status == MORE || status == HUNGRY)) {
    status = inflate_portion();
    taken = inflater.window + HISTORY;
  }
  const u32 there = inflater.out - taken;
  if (wanted == 0 && there > 0) return TOO_MUCH;
  const u32 missing = wanted * row_bytes - filled;
  const u32 copied = there < missing ? there : missing;
  __builtin_memcpy(rows + row_bytes + filled, taken, copied);
  taken += copied;
  filled += copied;
  if (!finish_rows()) return UNKNOWN_FILTER;
  if (wanted > 0 && copied == missing) return FULL;
  if (status == ENDED) return inflater.next < inflater.end ? BROKEN : AT_END;
  return status == HUNGRY ? WANTING : status == DAMAGED ? BROKEN : BUSY;
}
