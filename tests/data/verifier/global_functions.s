=== scalar
--- accept
%int main(void *ctx);
%int f(int a);
r1 = 5
call f
exit
f:
r0 = r1
exit
=== scalar-from-pointer
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(int a);
call f
exit
f:
r0 = r1
exit
=== argument-unset
--- EACCES R1 !read_ok
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = r1
exit
f:
r0 = r1
exit
=== more-read-than-taken
--- EACCES R2 !read_ok
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
exit
f:
r0 = r2
exit
=== dead-not-verified
--- accept
%int main(void *ctx);
%int f(int a);
r0 = 0
if r0 == 0 goto out
call f
out:
exit
f:
r0 = r9
exit
=== called-from-global
--- EACCES R9 !read_ok
%int main(void *ctx);
%int f(int a);
%int g(int a);
r1 = 0
call f
exit
f:
call g
exit
g:
r0 = r9
exit
=== memory-nullable
--- EACCES R1 invalid mem access 'mem_or_null'
%int main(void *ctx);
%int f(int *a);
r1 = 0
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-checked
--- accept
%int main(void *ctx);
%int f(int *a);
r1 = 0
call f
exit
f:
r0 = 0
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 0)
out:
exit
=== memory-too-far
--- EACCES R1 min value is outside of the allowed memory range
%int main(void *ctx);
%int f(int *a);
r1 = 0
call f
exit
f:
r0 = 0
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
out:
exit
=== memory-from-stack
--- accept
%struct s { long a; int b[4]; };
%int main(void *ctx);
%int f(struct s *a);
r1 = r10
r1 += -24
call f
exit
f:
r0 = 0
if r1 == 0 goto out
*(u64 *)(r1 + 16) = 3
out:
exit
=== memory-from-small-stack
--- EINVAL Caller passes invalid args into func#1 ('f')
%struct s { long a; int b[4]; };
%int main(void *ctx);
%int f(struct s *a);
r1 = r10
r1 += -16
call f
exit
f:
r0 = 0
exit
=== memory-clobbers-stack
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
%int main(void *ctx);
%int f(long *a);
*(u64 *)(r10 - 8) = 7
r1 = r10
r1 += -8
call f
r3 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -512
r1 += r3
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f:
r0 = 0
exit
=== memory-ctx
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
call f
exit
f:
r0 = 0
exit
=== memory-nonnull
--- accept
%int main(void *ctx);
%int f(int *a __arg_nonnull);
r1 = r10
r1 += -4
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-nonnull-zero
--- accept
%int main(void *ctx);
%int f(int *a __arg_nonnull);
r1 = 0
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-nonnull-maybe-null
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a __arg_nonnull);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
r1 = r0
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-maybe-null
--- accept
%int main(void *ctx);
%int f(long *a);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
r1 = r0
call f
exit
f:
r0 = 1
exit
=== memory-maybe-null-too-small
--- EINVAL Caller passes invalid args into func#1 ('f')
%struct big { long a[3]; };
%int main(void *ctx);
%int f(struct big *a);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
r1 = r0
call f
exit
f:
r0 = 1
exit
=== memory-readonly-map
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
r1 = map[rodata][0]+0
call f
exit
f:
r0 = 1
exit
=== memory-number
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
r1 = 7
call f
exit
f:
r0 = 1
exit
