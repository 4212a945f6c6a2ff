/* A function of the program's own, called 256 times. */
#include "bench.h"

static noinline u32 mix(u32 value, u32 other)
{
	value = (value ^ other) * 0x9e3779b1u;
	return value ^ value >> 15;
}

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u32 value = 1;

	if (!data)
		return 0;
	for (int i = 0; i < 256; i++)
		value = mix(value, data[128 + i]);
	return value;
}
