/* Has another license. */
#include "kernel.h"

SEC("socket")
int other(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
