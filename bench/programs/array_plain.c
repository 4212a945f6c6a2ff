/* A counter in an array, by a byte of the packet; not atomic. */
#include "bench.h"

MAP(counts, ARRAY, u32, u64, 64);

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 64);
	u32 key;
	u64 *count;

	if (!data)
		return 0;
	key = data[40] & 63;
	count = LOOKUP(counts, &key);
	if (!count)
		return 0;
	*count += 1;
	return 2;
}
