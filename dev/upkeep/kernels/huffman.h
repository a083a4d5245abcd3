// Tables to decode deflate's Huffman codes with.
#include "kernels.h"

// An entry: bits of the code and what follows it (0–7), of the code alone (8–15), and a value (16–29): a literal, or
// what the extra bits are added to.
#define LITERAL 0x40000000u
// Or, instead of a value, where a table for longer codes begins (16–29), and how many bits choose in it (0–7).
#define LONGER 0x80000000u
#define END_OF_BLOCK 0xc0000000u
#define INVALID 0xe0000000u

#define LENGTH_BITS 11
#define DISTANCE_BITS 8
// Codes that are longer than these come at least in twos, and share a table of 2^(15 - bits) entries.
#define LENGTH_ENTRIES ((1 << LENGTH_BITS) + 143 * 16)
#define DISTANCE_ENTRIES ((1 << DISTANCE_BITS) + 15 * 128)
#define ORDER_BITS 7

enum alphabet { ORDER, LENGTHS, DISTANCES };

// Returns 0 where the lengths are none of a Huffman code.
int make_table(u32* table, u32 table_bits, const byte* lengths, u32 symbols, enum alphabet alphabet);
