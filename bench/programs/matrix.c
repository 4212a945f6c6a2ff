/* The product of two 8 x 8 matrices on the stack. */
#include "bench.h"

#define N 8

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u16 left[N * N], right[N * N];
	u32 mixed = 0;

	if (!data)
		return 0;
	for (int i = 0; i < N * N; i++) {
		left[i] = data[128 + i];
		right[i] = data[256 + i];
	}
	for (int row = 0; row < N; row++)
		for (int column = 0; column < N; column++) {
			u32 sum = 0;

			for (int i = 0; i < N; i++)
				sum += left[N * row + i] * right[N * i + column];
			mixed += sum * (row + 2 * column + 1);
		}
	return mixed;
}
