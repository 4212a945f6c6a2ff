/* Settings of the kernel, of each type. */
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

extern int LINUX_KERNEL_VERSION __kconfig;
extern bool LINUX_HAS_BPF_COOKIE __kconfig;
extern bool LINUX_HAS_SYSCALL_WRAPPER __kconfig __weak;
extern bool CONFIG_BPF_SYSCALL __kconfig;
extern enum libbpf_tristate CONFIG_BPF_JIT __kconfig;
extern char CONFIG_NET __kconfig;
extern unsigned int CONFIG_HZ __kconfig;
extern unsigned long CONFIG_PHYSICAL_START __kconfig __weak;
extern char CONFIG_DEFAULT_HOSTNAME[8] __kconfig;
extern bool CONFIG_NO_SUCH_THING __kconfig __weak;
extern short CONFIG_NO_SUCH_NUMBER __kconfig __weak;

SEC("raw_tp/sched_switch")
int asks(void *ctx)
{
	long sum = LINUX_KERNEL_VERSION + CONFIG_HZ + CONFIG_NET + CONFIG_BPF_JIT;

	if (LINUX_HAS_BPF_COOKIE && LINUX_HAS_SYSCALL_WRAPPER && CONFIG_BPF_SYSCALL)
		sum += CONFIG_PHYSICAL_START + CONFIG_DEFAULT_HOSTNAME[1];
	return CONFIG_NO_SUCH_THING + CONFIG_NO_SUCH_NUMBER ? 1 : sum > 5;
}
