/* A counter in a hash by the packet's source, atomic; made on its first sight. */
#include "tuple.h"

MAP(counts, HASH, u32, u64, 1024);

PROGRAM run(struct xdp_md *ctx)
{
	struct tuple tuple;
	u64 one = 1;
	u64 *count;

	if (!parse_tuple(ctx, &tuple))
		return 1;
	count = LOOKUP(counts, &tuple.source);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		UPDATE(counts, &tuple.source, &one);
	return 2;
}
