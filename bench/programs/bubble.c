/* 32 numbers sorted by exchanging neighbours. They lie in the packet: what a verifier knows of each
 * number on the stack differs from path to path. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 1024);
	u32 *numbers;
	u32 mixed = 0;

	if (!data)
		return 0;
	numbers = (u32 *)(data + 640);
	for (int i = 0; i < 32; i++)
		numbers[i] = *(u16 *)(data + 128 + 2 * i);
	for (int left = 31; left > 0; left--)
		for (int i = 0; i < left; i++) {
			u32 one = numbers[i], next = numbers[i + 1];

			if (one > next) {
				numbers[i] = next;
				numbers[i + 1] = one;
			}
			/* Read both anew: one of them kept in a register has a range, too. */
			__asm__ volatile("" ::: "memory");
		}
	for (int i = 0; i < 32; i++)
		mixed = mixed * 31 + numbers[i];
	return mixed;
}
