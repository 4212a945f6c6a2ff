/* Two texts in the packet that differ after 200 letters. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 1536);

	if (!data)
		return 0;
	for (int i = 0; i < 250; i++) {
		u8 left = data[i + 1024], right = data[i + 1280];

		if (left != right)
			return (u32)(left - right);
		if (!left)
			break;
	}
	return 0;
}
