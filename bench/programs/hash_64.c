/* 64 lookups in a hash with keys of 16 bytes. */
#include "bench.h"

struct key {
	u32 a, b, c, d;
};

MAP(values, HASH, struct key, u64, 1024);

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u64 sum = 0;

	if (!data)
		return 0;
	for (int i = 0; i < 64; i++) {
		u32 number = data[128 + i];
		struct key key = {number, number * 7, number * 13, 99};
		u64 *value = LOOKUP(values, &key);

		if (value)
			sum += *value;
	}
	return (u32)sum;
}
