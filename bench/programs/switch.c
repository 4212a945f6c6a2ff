/* A little machine: 128 bytes of the packet are its operations, one of 16 each. */
#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{
	u8 *data = packet(ctx, 512);
	u32 value, other;

	if (!data)
		return 0;
	value = *(u32 *)(data + 64);
	other = *(u32 *)(data + 68);
	for (int i = 0; i < 128; i++) {
		switch (data[i + 128] & 15) {
		case 0: value += other; break;
		case 1: value -= 77; break;
		case 2: value ^= other; break;
		case 3: value *= 5; break;
		case 4: other += 3; break;
		case 5: value = (value << 3) | (value >> 29); break;
		case 6: other ^= value; break;
		case 7: value |= 0x100; break;
		case 8: value &= 0xffff00ff; break;
		case 9: other *= 9; break;
		case 10: value = ~value; break;
		case 11: value += 0x1234; break;
		case 12: other -= value; break;
		case 13: value = value >> 1; break;
		case 14: value = -value; break;
		case 15: other = (other << 7) | (other >> 25); break;
		}
	}
	return value ^ other;
}
