/* Addresses of sockets, as beebox/tools/addresses.py reads them. */
#define AF_INET 2
#define AF_INET6 10

struct address { /* a sockaddr_in6; a sockaddr_in has its address in first */
	__u16 family;
	__u16 port;
	__u32 first;
	__u8 ip[16];
	__u32 scope;
};

static __always_inline bool read_address(struct address *to, const void *source)
{
	if (bpf_probe_read_user(to, 16, source))
		return false;
	if (to->family == AF_INET)
		return true;
	return to->family == AF_INET6 && !bpf_probe_read_user(to, 28, source);
}
