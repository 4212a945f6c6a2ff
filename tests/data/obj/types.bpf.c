/* A value of every shape that a map can hold, to compare its printing with bpftool's. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned long long u64;
typedef unsigned int u32;
typedef signed char s8;

enum state { IDLE, BUSY = 5, GONE = -1 };

union both {
	int i;
	char c[4];
};

struct key {
	int a;
	char c;
};

struct value {
	char name[8];
	unsigned char bytes[4];
	char c;
	char newline;
	_Bool b;
	s8 s;
	u64 count;
	enum state state;
	enum state odd;
	unsigned short low : 3, high : 5;
	int negative : 4;
	u64 wide : 40;
	struct {
		int x, y;
	} points[2];
	const char *where;
	union both both;
	__int128 w;
	unsigned __int128 uw;
	int empty[0];
	short matrix[2][2];
	struct {
		int nameless;
	};
	char names[2][4];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct key);
	__type(value, struct value);
} values SEC(".maps");

int number = 7;
char message[6] = "hi";

SEC("raw_tp/sys_enter")
int types(void *ctx)
{
	struct key key;
	struct value *value;

	__builtin_memset(&key, 0, sizeof(key));
	value = bpf_map_lookup_elem(&values, &key);
	return value ? value->b + number + message[number & 3] : 0;
}

char LICENSE[] SEC("license") = "GPL";
