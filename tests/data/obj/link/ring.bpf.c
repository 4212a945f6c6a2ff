/* Each struct points at the other. */
#include "kernel.h"

struct left;

struct right {
	struct left *left;
};

struct left {
	struct right *right;
	struct left *next;
};

struct left *middle;
struct right edge;

SEC("socket")
int ring(void *ctx)
{
	return middle && middle->right && edge.left;
}
