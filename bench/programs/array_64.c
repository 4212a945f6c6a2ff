/* 64 lookups in an array. */
#include "bench.h"

MAP(values, ARRAY, u32, u64, 256);

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u64 sum = 0;

	if (!data)
		return 0;
	for (int i = 0; i < 64; i++) {
		u32 key = data[128 + i];
		u64 *value = LOOKUP(values, &key);

		if (value)
			sum += *value;
	}
	return (u32)sum;
}
