/* Packets and bytes of each five-tuple. */
#include "tuple.h"

struct traffic {
	u64 packets, bytes;
};

MAP(flows, HASH, struct tuple, struct traffic, 1024);

PROGRAM run(struct xdp_md *ctx)
{
	struct tuple tuple;
	struct traffic first = {1, 0};
	struct traffic *traffic;
	u64 size = (u64)ctx->data_end - (u64)ctx->data;

	if (!parse_tuple(ctx, &tuple))
		return 1;
	traffic = LOOKUP(flows, &tuple);
	if (traffic) {
		traffic->packets += 1;
		traffic->bytes += size;
	} else {
		first.bytes = size;
		UPDATE(flows, &tuple, &first);
	}
	return 2;
}
