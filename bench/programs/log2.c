/* The integer logarithms of 64 numbers, by halving: five branches each. They go back to the packet:
 * a sum kept in a register is another one on each path, which is too much for some verifiers. */
#include "bench.h"

static always_inline u32 log2_of(u32 value)
{
	u32 found = 0;

	if (value >> 16) {
		found += 16;
		value >>= 16;
	}
	if (value >> 8) {
		found += 8;
		value >>= 8;
	}
	if (value >> 4) {
		found += 4;
		value >>= 4;
	}
	if (value >> 2) {
		found += 2;
		value >>= 2;
	}
	return found + (value >> 1);
}

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 1024);
	u32 sum = 0;

	if (!data)
		return 0;
	for (int i = 0; i < 64; i++) {
		u32 word = *(u32 *)(data + 128 + 4 * i);

		data[640 + i] = log2_of(word >> (word & 31));
	}
	for (int i = 0; i < 64; i++)
		sum += data[640 + i];
	return sum;
}
