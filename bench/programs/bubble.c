/* 32 numbers sorted on the stack, by exchanging neighbours (of 64 bits each: two in a slot of the
 * stack would make the verifiers walk a million steps). */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u64 numbers[32];
	u32 mixed = 0;

	if (!data)
		return 0;
	for (int i = 0; i < 32; i++)
		numbers[i] = *(u16 *)(data + 128 + 2 * i);
	for (int left = 31; left > 0; left--)
		for (int i = 0; i < left; i++) {
			u64 one = numbers[i], next = numbers[i + 1];

			if (one > next) {
				numbers[i] = next;
				numbers[i + 1] = one;
			}
		}
	for (int i = 0; i < 32; i++)
		mixed = mixed * 31 + (u32)numbers[i];
	return mixed;
}
