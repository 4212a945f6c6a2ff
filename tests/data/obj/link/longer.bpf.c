/* Declares a variable of library.bpf.c with another type. */
#include "kernel.h"

extern u64 step;

SEC("socket")
int longer(void *ctx)
{
	return step;
}
