/* What programs look at: notes of USDT probes, a function, a system call; each with known arguments. */
#include <sys/syscall.h>
#include <unistd.h>

#define PROBE(name, arguments, values...) \
	__asm__ volatile("990: nop\n" \
		".pushsection .note.stapsdt,\"\",\"note\"\n.balign 4\n" \
		".4byte 992f-991f, 994f-993f, 3\n991: .asciz \"stapsdt\"\n992: .balign 4\n" \
		"993: .8byte 990b\n.8byte _.stapsdt.base\n.8byte 0\n" \
		".asciz \"beebox\"\n.asciz \"" name "\"\n.asciz \"" arguments "\"\n994: .balign 4\n.popsection\n" \
		".ifndef _.stapsdt.base\n.pushsection .stapsdt.base,\"aG\",\"progbits\",.stapsdt.base,comdat\n" \
		".weak _.stapsdt.base\n.hidden _.stapsdt.base\n_.stapsdt.base: .space 1\n.size _.stapsdt.base,1\n.popsection\n.endif\n" \
		: : values)

long numbers[4] = { 11, 22, -33, 44 };

__attribute__((noinline)) long six(int a, unsigned char b, short c, long d, char *e, unsigned long f)
{
	__asm__ volatile("" ::: "memory");
	return a + b + c + d + *e + (long)f;
}

int main(void)
{
	volatile char letter = 'A';
	int negative = -5;
	unsigned char byte = 250;
	short half = -300;

	PROBE("kinds", "8@$17 -4@%[n] 1@%b[b] -2@%w[h] -8@8(%[p]) 8@(%[p],%[i],8) 4@%k[n]",
	      [n] "r"(negative), [b] "q"(byte), [h] "r"(half), [p] "r"(numbers), [i] "r"(3L));
	PROBE("kinds", "8@$18 -4@%[n] 1@%b[b] -2@%w[h] -8@16(%[p]) 8@(%[p],%[i],8) 4@%k[n]",
	      [n] "r"(negative + 1), [b] "q"(byte), [h] "r"(half), [p] "r"(numbers), [i] "r"(0L));
	PROBE("none", "");
	syscall(SYS_splice, -7L, 0x1111L, -9L, 0x2222L, 0x3333L, 0x4444L);
	return six(-1, 200, -300, 1L << 33, (char *)&letter, 5) == 0;
}
