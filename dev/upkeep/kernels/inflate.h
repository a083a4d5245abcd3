// Decompresses zlib's format (RFC 1950 and 1951) piece by piece.
#include "kernels.h"

#define HISTORY 0x8000   // bytes that data may refer back to
#define PORTION 0x10000  // bytes that are decompressed at a time
#define BEYOND 320       // bytes behind a portion that a match may reach

enum inflate_status { MORE, HUNGRY, ENDED, DAMAGED };

struct inflater {
  byte* input;            // what was handed over; at its end some bytes behind it are read as well
  const byte *next, *end; // what of it is not used
  uint64_t bits;          // that were taken ahead
  u32 count;              // of them
  int last;               // nothing more will be handed over
  byte* window;           // HISTORY + PORTION + BEYOND bytes
  byte *begin, *out;      // what of the window is valid
};

void inflate_open(byte* input, byte* window);
// Where more is to be handed over: behind what is left of the data before.
byte* inflate_room(void);
// Decompresses a portion behind what the window holds; what came before the last HISTORY bytes is no longer there.
// MORE: there is more in what was handed over. HUNGRY: something has to be handed over.
enum inflate_status inflate_portion(void);
extern struct inflater inflater;
