/* The five-tuple of a packet, and its hash (Jenkins' one word at a time). */
#include "tuple.h"

static always_inline u32 turn(u32 value, u32 by)
{
	return value << by | value >> (32 - by);
}

PROGRAM run(struct xdp_md *ctx)
{
	struct tuple tuple;
	u32 a, b, c;

	if (!parse_tuple(ctx, &tuple))
		return 1;
	a = tuple.source + 0xdeadbeefu;
	b = tuple.destination + 0xdeadbeefu;
	c = ((u32)tuple.source_port << 16 | tuple.destination_port) + tuple.protocol;
	c ^= b; c -= turn(b, 14);
	a ^= c; a -= turn(c, 11);
	b ^= a; b -= turn(a, 25);
	c ^= b; c -= turn(b, 16);
	a ^= c; a -= turn(c, 4);
	b ^= a; b -= turn(a, 14);
	c ^= b; c -= turn(b, 24);
	return c;
}
