/* Is a number of the packet prime? By trial division: 127 divisions. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u32 number;

	if (!data)
		return 0;
	number = *(u16 *)(data + 64);
	for (u32 i = 3; i < 256; i += 2) {
		if (i * i > number)
			break;
		if (number % i == 0)
			return i;
	}
	return 1;
}
