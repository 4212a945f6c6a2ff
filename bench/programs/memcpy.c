/* 256 bytes from one place of the packet to another, a byte at a time as it is written here. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 1024);

	if (!data)
		return 0;
	for (int i = 0; i < 256; i++)
		data[i + 640] = data[i + 128];
	return data[767];
}
