/* The integer logarithms of 64 numbers, by halving: five branches each. */
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
	u32 *words = (u32 *)packet(ctx, 512);
	u32 sum = 0;

	if (!words)
		return 0;
	for (int i = 0; i < 64; i++)
		sum += log2_of(words[i + 32] >> (words[i + 32] & 31));
	return sum;
}
