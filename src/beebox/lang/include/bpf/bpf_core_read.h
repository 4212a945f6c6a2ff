/* Reads that are relocated to the running kernel's own types (CO-RE). */
#ifndef BEEBOX_BPF_CORE_READ_H
#define BEEBOX_BPF_CORE_READ_H

/* Read *source* (a field's address, or something that decays to one) into *dest*. */
#define bpf_core_read(dest, size, source)                                                          \
	bpf_probe_read_kernel(dest, size, (const void *)__builtin_preserve_access_index(source))

#define bpf_core_read_str(dest, size, source)                                                      \
	bpf_probe_read_kernel_str(dest, size, (const void *)__builtin_preserve_access_index(source))

/* The kinds of question: enum bpf_core_relo_kind of the kernel's UAPI. */
#define bpf_core_field_exists(field) __builtin_preserve_field_info(field, 2)
#define bpf_core_field_size(field) __builtin_preserve_field_info(field, 1)
#define bpf_core_field_offset(field) __builtin_preserve_field_info(field, 0)
#define bpf_core_type_exists(type) __builtin_preserve_type_info(*(typeof(type) *)0, 0)
#define bpf_core_type_size(type) __builtin_preserve_type_info(*(typeof(type) *)0, 1)
#define bpf_core_enum_value_exists(type, value)                                                    \
	__builtin_preserve_enum_value(*(typeof(type) *)value, 0)
#define bpf_core_enum_value(type, value) __builtin_preserve_enum_value(*(typeof(type) *)value, 1)

/* BPF_CORE_READ(task, real_parent, tgid): follow pointers, one relocated read each. */
#define BPF_CORE_READ(source, ...)                                                                 \
	___core_pick(, ##__VA_ARGS__, ___core_4, ___core_3, ___core_2, ___core_1)                  \
	(source, __VA_ARGS__)

#define ___core_pick(_, _1, _2, _3, _4, chosen, ...) chosen
#define ___core_1(source, field)                                                                   \
	({                                                                                         \
		typeof((source)->field) ___value;                                                  \
		bpf_core_read(&___value, sizeof(___value), &(source)->field);                      \
		___value;                                                                          \
	})
#define ___core_2(source, a, b)                                                                    \
	({                                                                                         \
		typeof((source)->a) ___first = ___core_1(source, a);                               \
		___core_1(___first, b);                                                            \
	})
#define ___core_3(source, a, b, c)                                                                 \
	({                                                                                         \
		typeof((source)->a->b) ___second = ___core_2(source, a, b);                        \
		___core_1(___second, c);                                                           \
	})
#define ___core_4(source, a, b, c, d)                                                              \
	({                                                                                         \
		typeof((source)->a->b->c) ___third = ___core_3(source, a, b, c);                   \
		___core_1(___third, d);                                                            \
	})

#endif
