/* Sections of data: constants, zeros and others, static, several of a kind. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";
__u32 _version SEC("version") = 0x50102;

const volatile int limit = 3;
const volatile struct {
	char name[5];
	unsigned flag : 3;
	long long big;
} tuning = { "abc", 5, -1 };
static const volatile unsigned char table[4] = { 1, 2, 3, 4 };
const int others SEC(".rodata.others") = 11;

int counter = 1;
static volatile long hits = 7;
int third SEC(".data.third") = 3;
static volatile int alone SEC(".data.static") = 4;

int zeros[4];
static volatile char tail;
__attribute__((weak)) int feeble;

SEC("tc")
int reads(struct __sk_buff *skb)
{
	unsigned at = skb->len & 3;

	counter += limit + tuning.flag + table[at];
	zeros[at]++;
	hits++;
	tail = feeble;
	third += others;
	alone++;
	return tuning.big + tuning.name[at];
}
