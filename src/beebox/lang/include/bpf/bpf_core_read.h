/* Reads that are relocated to the running kernel's own types (CO-RE), and questions about them.
 *
 * Written for beebox; the names are those that programs for libbpf use.
 */
#ifndef BEEBOX_BPF_CORE_READ_H
#define BEEBOX_BPF_CORE_READ_H

#include <bpf/bpf_helpers.h>

/* What may be asked: the numbers are the second arguments of clang's builtins. */
enum bpf_field_info_kind {
	BPF_FIELD_BYTE_OFFSET = 0,
	BPF_FIELD_BYTE_SIZE = 1,
	BPF_FIELD_EXISTS = 2,
	BPF_FIELD_SIGNED = 3,
	BPF_FIELD_LSHIFT_U64 = 4,
	BPF_FIELD_RSHIFT_U64 = 5,
};

enum bpf_type_id_kind {
	BPF_TYPE_ID_LOCAL = 0,
	BPF_TYPE_ID_TARGET = 1,
};

enum bpf_type_info_kind {
	BPF_TYPE_EXISTS = 0,
	BPF_TYPE_SIZE = 1,
	BPF_TYPE_MATCHES = 2,
};

enum bpf_enum_value_kind {
	BPF_ENUMVAL_EXISTS = 0,
	BPF_ENUMVAL_VALUE = 1,
};

/* --- questions ------------------------------------------------------------------------------ */

/* A field is p->a.b, or a type and a path: (struct task_struct, a.b). */
#define ___bpf_field1(field) (field)
#define ___bpf_field2(type, field) (((typeof(type) *)0)->field)
#define ___bpf_field(args...) ___bpf_apply(___bpf_field, ___bpf_narg(args))(args)

#define bpf_core_field_exists(field...)                                                            \
	__builtin_preserve_field_info(___bpf_field(field), BPF_FIELD_EXISTS)
#define bpf_core_field_size(field...)                                                              \
	__builtin_preserve_field_info(___bpf_field(field), BPF_FIELD_BYTE_SIZE)
#define bpf_core_field_offset(field...)                                                            \
	__builtin_preserve_field_info(___bpf_field(field), BPF_FIELD_BYTE_OFFSET)

#ifndef ___bpf_typeof
#define ___bpf_typeof(type) ((typeof(type) *)0)
#endif
#define bpf_core_type_id_local(type)                                                               \
	__builtin_btf_type_id(*___bpf_typeof(type), BPF_TYPE_ID_LOCAL)
#define bpf_core_type_id_kernel(type)                                                              \
	__builtin_btf_type_id(*___bpf_typeof(type), BPF_TYPE_ID_TARGET)
#define bpf_core_type_exists(type)                                                                 \
	__builtin_preserve_type_info(*___bpf_typeof(type), BPF_TYPE_EXISTS)
#define bpf_core_type_matches(type)                                                                \
	__builtin_preserve_type_info(*___bpf_typeof(type), BPF_TYPE_MATCHES)
#define bpf_core_type_size(type)                                                                   \
	__builtin_preserve_type_info(*___bpf_typeof(type), BPF_TYPE_SIZE)
#define bpf_core_enum_value_exists(type, value)                                                    \
	__builtin_preserve_enum_value(*(typeof(type) *)value, BPF_ENUMVAL_EXISTS)
#define bpf_core_enum_value(type, value)                                                           \
	__builtin_preserve_enum_value(*(typeof(type) *)value, BPF_ENUMVAL_VALUE)

/* A pointer that the verifier lets be read, but not written or passed on (Linux 6.2). */
extern void *bpf_rdonly_cast(const void *obj, __u32 btf_id) __ksym __weak;
#define bpf_core_cast(pointer, type)                                                               \
	((typeof(type) *)bpf_rdonly_cast((pointer), bpf_core_type_id_kernel(type)))

/* --- one read ------------------------------------------------------------------------------- */

/* Read source (a field's address, or something that decays to one) into dest. */
#define ___bpf_relocated(source) ((const void *)__builtin_preserve_access_index(source))
#define bpf_core_read(dest, size, source)                                                          \
	bpf_probe_read_kernel(dest, size, ___bpf_relocated(source))
#define bpf_core_read_user(dest, size, source)                                                     \
	bpf_probe_read_user(dest, size, ___bpf_relocated(source))
#define bpf_core_read_str(dest, size, source)                                                      \
	bpf_probe_read_kernel_str(dest, size, ___bpf_relocated(source))
#define bpf_core_read_user_str(dest, size, source)                                                 \
	bpf_probe_read_user_str(dest, size, ___bpf_relocated(source))

/* --- bit fields ----------------------------------------------------------------------------- */

#define __CORE_RELO(source, field, what)                                                           \
	__builtin_preserve_field_info((source)->field, BPF_FIELD_##what)

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ___bpf_low(value, size) ((void *)(value))
#else
#define ___bpf_low(value, size) ((void *)(value) + 8 - (size))
#endif

/* Take the field out of the integer that holds it. */
#define ___bpf_bits(source, field, value)                                                          \
	({                                                                                         \
		(value) <<= __CORE_RELO(source, field, LSHIFT_U64);                                \
		if (__CORE_RELO(source, field, SIGNED))                                            \
			(value) = ((long long)(value)) >> __CORE_RELO(source, field, RSHIFT_U64);  \
		else                                                                               \
			(value) = (value) >> __CORE_RELO(source, field, RSHIFT_U64);               \
		(value);                                                                           \
	})

/* Where memory is read by bpf_probe_read_kernel, and where a load will do. */
#define BPF_CORE_READ_BITFIELD_PROBED(source, field)                                               \
	({                                                                                         \
		unsigned long long ___value = 0;                                                   \
		bpf_probe_read_kernel(___bpf_low(&___value,                                        \
						 __CORE_RELO(source, field, BYTE_SIZE)),           \
				      __CORE_RELO(source, field, BYTE_SIZE),                       \
				      (const void *)(source) +                                     \
					      __CORE_RELO(source, field, BYTE_OFFSET));            \
		___bpf_bits(source, field, ___value);                                              \
	})

#define BPF_CORE_READ_BITFIELD(source, field)                                                      \
	({                                                                                         \
		const void *___at =                                                                \
			(const void *)(source) + __CORE_RELO(source, field, BYTE_OFFSET);          \
		unsigned long long ___value = 0;                                                   \
		__asm__ volatile("" : "+r"(___at)); /* the loads below keep their offsets of 0 */  \
		switch (__CORE_RELO(source, field, BYTE_SIZE)) {                                   \
		case 1: ___value = *(const unsigned char *)___at; break;                           \
		case 2: ___value = *(const unsigned short *)___at; break;                          \
		case 4: ___value = *(const unsigned int *)___at; break;                            \
		case 8: ___value = *(const unsigned long long *)___at; break;                      \
		}                                                                                  \
		___bpf_bits(source, field, ___value);                                              \
	})

/* Set a bit field and leave its neighbours as they are. */
#define BPF_CORE_WRITE_BITFIELD(source, field, new)                                                \
	({                                                                                         \
		void *___at = (void *)(source) + __CORE_RELO(source, field, BYTE_OFFSET);          \
		unsigned int ___size = __CORE_RELO(source, field, BYTE_SIZE);                      \
		unsigned int ___left = __CORE_RELO(source, field, LSHIFT_U64);                     \
		unsigned int ___right = __CORE_RELO(source, field, RSHIFT_U64);                    \
		unsigned long long ___mask = (~0ULL << ___right) >> ___left;                       \
		unsigned long long ___bits = ((unsigned long long)(new) << ___right) >> ___left;   \
		unsigned long long ___value = 0;                                                   \
		__asm__ volatile("" : "+r"(___at));                                                \
		switch (___size) {                                                                 \
		case 1: ___value = *(unsigned char *)___at; break;                                 \
		case 2: ___value = *(unsigned short *)___at; break;                                \
		case 4: ___value = *(unsigned int *)___at; break;                                  \
		case 8: ___value = *(unsigned long long *)___at; break;                            \
		}                                                                                  \
		___value = (___value & ~___mask) | (___bits & ___mask);                            \
		switch (___size) {                                                                 \
		case 1: *(unsigned char *)___at = ___value; break;                                 \
		case 2: *(unsigned short *)___at = ___value; break;                                \
		case 4: *(unsigned int *)___at = ___value; break;                                  \
		case 8: *(unsigned long long *)___at = ___value; break;                            \
		}                                                                                  \
	})

/* --- reads along pointers ------------------------------------------------------------------- */

/* The last field on a path of pointers: (p, a, b.c) is p->a->b.c. */
#define ___bpf_path1(p, a) (p)->a
#define ___bpf_path2(p, a, b) (p)->a->b
#define ___bpf_path3(p, a, b, c) (p)->a->b->c
#define ___bpf_path4(p, a, b, c, d) (p)->a->b->c->d
#define ___bpf_path5(p, a, b, c, d, e) (p)->a->b->c->d->e
#define ___bpf_path6(p, a, b, c, d, e, f) (p)->a->b->c->d->e->f
#define ___bpf_path7(p, a, b, c, d, e, f, g) (p)->a->b->c->d->e->f->g
#define ___bpf_path8(p, a, b, c, d, e, f, g, h) (p)->a->b->c->d->e->f->g->h
#define ___bpf_path9(p, a, b, c, d, e, f, g, h, i) (p)->a->b->c->d->e->f->g->h->i
#define ___bpf_path(p, fields...) ___bpf_apply(___bpf_path, ___bpf_narg(fields))(p, fields)

/* Read every pointer of the path but the last field, which is then a field of ___next. */
#define ___bpf_hop1(read, p, a)
#define ___bpf_hop2(read, p, a, b) \
	read(&___next, sizeof(___next), &(p)->a);
#define ___bpf_hop3(read, p, a, b, c) \
	___bpf_hop2(read, p, a, b) read(&___next, sizeof(___next), &((typeof(___bpf_path1(p, a)))___next)->b);
#define ___bpf_hop4(read, p, a, b, c, d) \
	___bpf_hop3(read, p, a, b, c) read(&___next, sizeof(___next), &((typeof(___bpf_path2(p, a, b)))___next)->c);
#define ___bpf_hop5(read, p, a, b, c, d, e) \
	___bpf_hop4(read, p, a, b, c, d) read(&___next, sizeof(___next), &((typeof(___bpf_path3(p, a, b, c)))___next)->d);
#define ___bpf_hop6(read, p, a, b, c, d, e, f) \
	___bpf_hop5(read, p, a, b, c, d, e) read(&___next, sizeof(___next), &((typeof(___bpf_path4(p, a, b, c, d)))___next)->e);
#define ___bpf_hop7(read, p, a, b, c, d, e, f, g) \
	___bpf_hop6(read, p, a, b, c, d, e, f) read(&___next, sizeof(___next), &((typeof(___bpf_path5(p, a, b, c, d, e)))___next)->f);
#define ___bpf_hop8(read, p, a, b, c, d, e, f, g, h) \
	___bpf_hop7(read, p, a, b, c, d, e, f, g) read(&___next, sizeof(___next), &((typeof(___bpf_path6(p, a, b, c, d, e, f)))___next)->g);
#define ___bpf_hop9(read, p, a, b, c, d, e, f, g, h, i) \
	___bpf_hop8(read, p, a, b, c, d, e, f, g, h) read(&___next, sizeof(___next), &((typeof(___bpf_path7(p, a, b, c, d, e, f, g)))___next)->h);
#define ___bpf_end1(read, dest, p, a) read((void *)(dest), sizeof(*(dest)), &(p)->a);
#define ___bpf_end2(read, dest, p, a, b) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path1(p, a)))___next)->b);
#define ___bpf_end3(read, dest, p, a, b, c) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path2(p, a, b)))___next)->c);
#define ___bpf_end4(read, dest, p, a, b, c, d) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path3(p, a, b, c)))___next)->d);
#define ___bpf_end5(read, dest, p, a, b, c, d, e) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path4(p, a, b, c, d)))___next)->e);
#define ___bpf_end6(read, dest, p, a, b, c, d, e, f) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path5(p, a, b, c, d, e)))___next)->f);
#define ___bpf_end7(read, dest, p, a, b, c, d, e, f, g) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path6(p, a, b, c, d, e, f)))___next)->g);
#define ___bpf_end8(read, dest, p, a, b, c, d, e, f, g, h) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path7(p, a, b, c, d, e, f, g)))___next)->h);
#define ___bpf_end9(read, dest, p, a, b, c, d, e, f, g, h, i) \
	read((void *)(dest), sizeof(*(dest)), &((typeof(___bpf_path8(p, a, b, c, d, e, f, g, h)))___next)->i);

#define ___bpf_walk(hop, end, dest, p, fields...)                                                  \
	({                                                                                         \
		const void *___next __attribute__((unused));                                       \
		___bpf_apply(___bpf_hop, ___bpf_narg(fields))(hop, p, fields)                      \
		___bpf_apply(___bpf_end, ___bpf_narg(fields))(end, dest, p, fields)                \
	})

/* Into dest: BPF_CORE_READ_INTO(&pid, task, real_parent, tgid). The result is the last read's. */
#define BPF_CORE_READ_INTO(dest, source, fields...)                                                \
	___bpf_walk(bpf_core_read, bpf_core_read, dest, (source), fields)
#define BPF_CORE_READ_USER_INTO(dest, source, fields...)                                           \
	___bpf_walk(bpf_core_read_user, bpf_core_read_user, dest, (source), fields)
#define BPF_PROBE_READ_INTO(dest, source, fields...)                                               \
	___bpf_walk(bpf_probe_read, bpf_probe_read, dest, (source), fields)
#define BPF_PROBE_READ_USER_INTO(dest, source, fields...)                                          \
	___bpf_walk(bpf_probe_read_user, bpf_probe_read_user, dest, (source), fields)
#define BPF_CORE_READ_STR_INTO(dest, source, fields...)                                            \
	___bpf_walk(bpf_core_read, bpf_core_read_str, dest, (source), fields)
#define BPF_CORE_READ_USER_STR_INTO(dest, source, fields...)                                       \
	___bpf_walk(bpf_core_read_user, bpf_core_read_user_str, dest, (source), fields)
#define BPF_PROBE_READ_STR_INTO(dest, source, fields...)                                           \
	___bpf_walk(bpf_probe_read, bpf_probe_read_str, dest, (source), fields)
#define BPF_PROBE_READ_USER_STR_INTO(dest, source, fields...)                                      \
	___bpf_walk(bpf_probe_read_user, bpf_probe_read_user_str, dest, (source), fields)

/* As a value: BPF_CORE_READ(task, real_parent, tgid). */
#define ___bpf_value(into, source, fields...)                                                      \
	({                                                                                         \
		typeof(___bpf_path((source), fields)) ___value;                                    \
		into(&___value, source, fields);                                                   \
		___value;                                                                          \
	})
#define BPF_CORE_READ(source, fields...) ___bpf_value(BPF_CORE_READ_INTO, source, fields)
#define BPF_CORE_READ_USER(source, fields...) ___bpf_value(BPF_CORE_READ_USER_INTO, source, fields)
#define BPF_PROBE_READ(source, fields...) ___bpf_value(BPF_PROBE_READ_INTO, source, fields)
#define BPF_PROBE_READ_USER(source, fields...)                                                     \
	___bpf_value(BPF_PROBE_READ_USER_INTO, source, fields)

#endif
