/* The Internet checksum (RFC 1071) of 1,024 bytes. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u16 *words = (u16 *)packet(ctx, 1024);
	u32 sum = 0;

	if (!words)
		return 0;
	for (int i = 0; i < 512; i++)
		sum += words[i];
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (u16)~sum;
}
