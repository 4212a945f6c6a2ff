/* Defines what library.bpf.c defines. */
#include "kernel.h"

int step = 5;
