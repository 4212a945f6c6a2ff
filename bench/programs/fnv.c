/* FNV-1a of 512 bytes: each step waits for the one before. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u64 hash = 0xcbf29ce484222325ULL;

	if (!data)
		return 0;
	for (int i = 0; i < 512; i++)
		hash = (hash ^ data[i]) * 0x100000001b3ULL;
	return (u32)(hash ^ hash >> 32);
}
