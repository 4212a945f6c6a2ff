/* Arguments of USDT probes: user statically-defined tracing, the notes that programs carry.
 *
 * A note says where a probe's arguments are in assembler's words (-4@%edi, 8@-16(%rbp), 8@$5). The
 * loader reads these, writes a spec for each that differs into __bpf_usdt_specs, and has the probe
 * find its own: by the cookie of the attachment, or before Linux 5.15 by the instruction's address
 * in __bpf_usdt_ip_to_spec_id. The maps' names and layouts are libbpf's, so any loader will do.
 */
#ifndef __USDT_BPF_H__
#define __USDT_BPF_H__

#include <linux/errno.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

/* How many different specs, and (without cookies) places, the probes of an object may have. */
#ifndef BPF_USDT_MAX_SPEC_CNT
#define BPF_USDT_MAX_SPEC_CNT 256
#endif
#ifndef BPF_USDT_MAX_IP_CNT
#define BPF_USDT_MAX_IP_CNT (4 * BPF_USDT_MAX_SPEC_CNT)
#endif
#ifndef BPF_USDT_MAX_ARG_CNT
#define BPF_USDT_MAX_ARG_CNT 12
#endif

enum __bpf_usdt_arg_type {
	BPF_USDT_ARG_CONST,
	BPF_USDT_ARG_REG,
	BPF_USDT_ARG_REG_DEREF,
	BPF_USDT_ARG_SIB,
};

/* Where an argument is: the number itself, a register, what one points at, or what base + index <<
 * scale point at. Registers are offsets in struct pt_regs. The value is in the low 64 - arg_bitshift
 * bits of what is read. */
struct __bpf_usdt_arg_spec {
	__u64 val_off;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	__u8 arg_type; /* of enum __bpf_usdt_arg_type */
	__u8 __reserved;
	__u16 idx_reg_off : 12;
	__u16 scale_bitshift : 4;
#else
	__u16 idx_reg_off : 12;
	__u16 scale_bitshift : 4;
	__u8 __reserved;
	__u8 arg_type;
#endif
	short reg_off;
	_Bool arg_signed;
	char arg_bitshift;
};

struct __bpf_usdt_spec {
	struct __bpf_usdt_arg_spec args[BPF_USDT_MAX_ARG_CNT];
	__u64 usdt_cookie;
	short arg_cnt;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, BPF_USDT_MAX_SPEC_CNT);
	__type(key, int);
	__type(value, struct __bpf_usdt_spec);
} __bpf_usdt_specs SEC(".maps") __weak;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, BPF_USDT_MAX_IP_CNT);
	__type(key, long);
	__type(value, __u32);
} __bpf_usdt_ip_to_spec_id SEC(".maps") __weak;

/* Whether attachments have cookies: asked of the running kernel, whatever headers say. */
enum bpf_func_id___usdt {
	BPF_FUNC_get_attach_cookie___usdt = 174,
};
#ifndef BPF_USDT_HAS_BPF_COOKIE
#define BPF_USDT_HAS_BPF_COOKIE                                                                    \
	bpf_core_enum_value_exists(enum bpf_func_id___usdt, BPF_FUNC_get_attach_cookie___usdt)
#endif

static __always_inline struct __bpf_usdt_spec *___bpf_usdt_spec(struct pt_regs *ctx)
{
	int id;

	if (BPF_USDT_HAS_BPF_COOKIE) {
		id = (int)bpf_get_attach_cookie(ctx);
	} else {
		long ip = PT_REGS_IP(ctx);
		__u32 *found = bpf_map_lookup_elem(&__bpf_usdt_ip_to_spec_id, &ip);

		if (!found)
			return NULL;
		id = (int)*found;
	}
	return bpf_map_lookup_elem(&__bpf_usdt_specs, &id);
}

/* How many arguments the probe has; an error below 0. */
__weak __hidden int bpf_usdt_arg_cnt(struct pt_regs *ctx)
{
	struct __bpf_usdt_spec *spec = ___bpf_usdt_spec(ctx);

	return spec ? spec->arg_cnt : -ESRCH;
}

/* The size in bytes of argument arg_num; an error below 0. */
__weak __hidden int bpf_usdt_arg_size(struct pt_regs *ctx, __u64 arg_num)
{
	struct __bpf_usdt_spec *spec = ___bpf_usdt_spec(ctx);

	if (!spec)
		return -ESRCH;
	if (arg_num >= BPF_USDT_MAX_ARG_CNT)
		return -ENOENT;
	barrier_var(arg_num);
	if (arg_num >= (__u64)spec->arg_cnt)
		return -ENOENT;
	return 8 - ((unsigned char)spec->args[arg_num].arg_bitshift >> 3);
}

/* Store argument arg_num (from 0) in *res; 0, or an error. */
__weak __hidden int bpf_usdt_arg(struct pt_regs *ctx, __u64 arg_num, long *res)
{
	struct __bpf_usdt_spec *spec = ___bpf_usdt_spec(ctx);
	struct __bpf_usdt_arg_spec *arg;
	unsigned long value = 0, index = 0;
	int error = 0;

	*res = 0;
	if (!spec)
		return -ESRCH;
	if (arg_num >= BPF_USDT_MAX_ARG_CNT)
		return -ENOENT;
	barrier_var(arg_num);
	if (arg_num >= (__u64)spec->arg_cnt)
		return -ENOENT;
	arg = &spec->args[arg_num];
	if (arg->arg_type == BPF_USDT_ARG_CONST) {
		value = arg->val_off;
	} else if (arg->arg_type <= BPF_USDT_ARG_SIB) {
		error = bpf_probe_read_kernel(&value, sizeof(value), (void *)ctx + arg->reg_off);
		if (error)
			return error;
	} else {
		return -EINVAL;
	}
	if (arg->arg_type == BPF_USDT_ARG_SIB) {
		error = bpf_probe_read_kernel(&index, sizeof(index), (void *)ctx + arg->idx_reg_off);
		if (error)
			return error;
		value += index << arg->scale_bitshift;
	}
	if (arg->arg_type >= BPF_USDT_ARG_REG_DEREF) {
		error = bpf_probe_read_user(&value, sizeof(value), (void *)value + arg->val_off);
		if (error)
			return error;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		value >>= arg->arg_bitshift;
#endif
	}
	value <<= arg->arg_bitshift;
	*res = arg->arg_signed ? (long)value >> arg->arg_bitshift : (long)(value >> arg->arg_bitshift);
	return 0;
}

/* The number that was given when the probe was attached; 0 if none. */
__weak __hidden long bpf_usdt_cookie(struct pt_regs *ctx)
{
	struct __bpf_usdt_spec *spec = ___bpf_usdt_spec(ctx);

	return spec ? (long)spec->usdt_cookie : 0;
}

/* BPF_USDT(name, args...): a program with the probe's arguments. */
#define ___bpf_usdt_arg(number)                                                                    \
	(void *)({                                                                                 \
		long ___argument;                                                                  \
		bpf_usdt_arg(ctx, number, &___argument);                                           \
		___argument;                                                                       \
	})
#define ___bpf_usdt_arg0() ctx
#define ___bpf_usdt_arg1(x) ___bpf_usdt_arg0(), ___bpf_usdt_arg(0)
#define ___bpf_usdt_arg2(x, args...) ___bpf_usdt_arg1(args), ___bpf_usdt_arg(1)
#define ___bpf_usdt_arg3(x, args...) ___bpf_usdt_arg2(args), ___bpf_usdt_arg(2)
#define ___bpf_usdt_arg4(x, args...) ___bpf_usdt_arg3(args), ___bpf_usdt_arg(3)
#define ___bpf_usdt_arg5(x, args...) ___bpf_usdt_arg4(args), ___bpf_usdt_arg(4)
#define ___bpf_usdt_arg6(x, args...) ___bpf_usdt_arg5(args), ___bpf_usdt_arg(5)
#define ___bpf_usdt_arg7(x, args...) ___bpf_usdt_arg6(args), ___bpf_usdt_arg(6)
#define ___bpf_usdt_arg8(x, args...) ___bpf_usdt_arg7(args), ___bpf_usdt_arg(7)
#define ___bpf_usdt_arg9(x, args...) ___bpf_usdt_arg8(args), ___bpf_usdt_arg(8)
#define ___bpf_usdt_arg10(x, args...) ___bpf_usdt_arg9(args), ___bpf_usdt_arg(9)
#define ___bpf_usdt_arg11(x, args...) ___bpf_usdt_arg10(args), ___bpf_usdt_arg(10)
#define ___bpf_usdt_arg12(x, args...) ___bpf_usdt_arg11(args), ___bpf_usdt_arg(11)
#define ___bpf_usdt_args(args...) ___bpf_apply(___bpf_usdt_arg, ___bpf_narg(args))(args)
#define BPF_USDT(name, args...)                                                                    \
	___bpf_program(name, struct pt_regs *, ___bpf_usdt_args(args), ##args)

#endif
