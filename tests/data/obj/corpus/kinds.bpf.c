/* A kind of types that each kernel learned at some time. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define tagged __attribute__((btf_decl_tag("counted")))
#define user __attribute__((btf_type_tag("user")))

enum large { SMALL, LARGE = 1ULL << 40 };
enum negative { BELOW = -1, ABOVE };

struct mixed {
	float part;
	double whole;
	enum large large;
	enum negative negative;
	int user *there;
	unsigned bits : 3;
	unsigned more : 5;
} tagged;

struct mixed mixed;
int number tagged = 5;
static volatile int hidden = 6;
const volatile long fixed = 7;
char LICENSE[] SEC("license") = "GPL";

__attribute__((noinline)) int shared(int a tagged, struct mixed *b)
{
	return b ? a + number + (b->large == LARGE) : 0;
}

static __attribute__((noinline)) int own(int a)
{
	return a * hidden + fixed;
}

SEC("socket")
int kinds(struct __sk_buff *skb)
{
	mixed.bits = skb->len;
	return shared(skb->len, &mixed) + own(mixed.negative);
}
