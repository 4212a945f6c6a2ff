/* Writes down each bpf(2) call of a process: LD_PRELOAD it, BPF_RECORD names the file.
 *
 * A record: command, result, errno, size of the attribute (4 bytes each), the attribute; then what
 * its pointers point to, each as place in the attribute, length (4 bytes each) and bytes; a length
 * of 0xffffffff ends the record.
 *
 * BPF_OLD makes the kernel older: BTF with what it names is refused. A letter a kind of types, as
 * in `unknown`.
 *
 * BPF_MODULES gives it modules: files with their types, with blanks between; a file's name is the
 * module's. Only who asks for ids beyond all others is told of them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MODULE_ID 0x70000000
#define MODULES 4

static int out = -1;
static int modules[MODULES];
static uint32_t key_sizes[4096], value_sizes[4096];

static void put(const void *data, size_t size)
{
	if (write(out, data, size) != (ssize_t)size)
		abort();
}

static uint32_t word(const char *attr, unsigned size, unsigned at)
{
	uint32_t value = 0;

	if (at + 4 <= size)
		memcpy(&value, attr + at, 4);
	return value;
}

static void blob(const char *attr, unsigned size, uint32_t at, uint32_t length)
{
	const void *target;

	if (at + 8 > size)
		return;
	memcpy(&target, attr + at, 8);
	if (!target || !length)
		return;
	put(&at, 4);
	put(&length, 4);
	put(target, length);
}

static void text(const char *attr, unsigned size, uint32_t at)
{
	const char *target = 0;

	if (at + 8 <= size)
		memcpy(&target, attr + at, 8);
	if (target)
		blob(attr, size, at, strlen(target) + 1);
}

static void blobs(uint32_t cmd, const char *attr, unsigned size)
{
	uint32_t fd;

	switch (cmd) {
	case 2: /* MAP_UPDATE_ELEM */
		fd = word(attr, size, 0);
		if (fd < 4096) {
			blob(attr, size, 8, key_sizes[fd]);
			blob(attr, size, 16, value_sizes[fd]);
		}
		break;
	case 5: /* PROG_LOAD */
		blob(attr, size, 8, word(attr, size, 4) * 8);
		text(attr, size, 16);
		blob(attr, size, 80, word(attr, size, 76) * word(attr, size, 88));
		blob(attr, size, 96, word(attr, size, 92) * word(attr, size, 104));
		break;
	case 6: /* OBJ_PIN */
	case 7: /* OBJ_GET */
		text(attr, size, 0);
		break;
	case 18: /* BTF_LOAD */
		blob(attr, size, 0, word(attr, size, 16));
		break;
	}
}

/* Tell whether there are types that a kernel does not know. */
static int unknown(const char *btf, uint32_t size, const char *old)
{
	/* by kind: a letter, its words besides three, the words of each of its elements */
	static const char letters[] = "          e FPVDftTE";
	static const char fixed[] = "01030000000000100100", each[] = "00003320000002030003";
	uint32_t head[6], at, end;

	if (!old || size < sizeof(head))
		return 0;
	memcpy(head, btf, sizeof(head));
	at = head[1] + head[2];
	end = at + head[3];
	while (at + 12 <= end && end <= size) {
		uint32_t words[3], kind, count;
		char letter;

		memcpy(words, btf + at, sizeof(words));
		kind = words[1] >> 24 & 31;
		count = words[1] & 0xffff;
		if (kind > 19)
			return 1;
		letter = kind == 12 ? (count ? 'G' : 'F') : kind == 6 ? (words[1] >> 31 ? 'E' : ' ')
			: letters[kind];
		if (letter != ' ' && (strchr(old, letter) || (letter == 'G' && strchr(old, 'F'))))
			return 1;
		at += 12 + 4 * (fixed[kind] - '0');
		if (kind != 12)
			at += 4 * count * (each[kind] - '0');
	}
	return 0;
}

/* Return the file of a module by its number; 0 if there are not so many. */
static const char *module(uint32_t number)
{
	static char list[4096], *files[MODULES + 1];

	if (!files[0] && getenv("BPF_MODULES")) {
		char *rest = strncpy(list, getenv("BPF_MODULES"), sizeof(list) - 1), *file;

		for (int i = 0; i < MODULES && (file = strsep(&rest, " ")); i++)
			files[i] = file;
	}
	return number < MODULES ? files[number] : 0;
}

/* Tell of a module's types what bpf_btf_info has room for. */
static long inform(const char *file, int fd, char *attr)
{
	struct { uint64_t btf; uint32_t size, id; uint64_t name; uint32_t length, kernel; } *info;
	uint32_t room;
	struct stat is;

	memcpy(&info, attr + 8, 8);
	if (fstat(fd, &is))
		abort();
	room = info->size < is.st_size ? info->size : is.st_size;
	if (info->btf && pread(fd, (void *)info->btf, room, 0) != room)
		abort();
	info->size = is.st_size;
	info->kernel = 1;
	if (info->name && info->length)
		strncpy((char *)info->name, strrchr(file, '/') + 1, info->length);
	return 0;
}

/* Answer as a kernel with modules would; tell whether that was one of its questions. */
static int told(long cmd, char *attr, long *result)
{
	uint32_t id = word(attr, 4, 0), next;

	if (cmd == 23) { /* BTF_GET_NEXT_ID, after the last that there is */
		next = id < MODULE_ID ? MODULE_ID : id + 1;
		if (!module(next - MODULE_ID))
			return 0;
		memcpy(attr + 4, &next, 4);
		*result = 0;
		return 1;
	}
	if (cmd == 19 && id >= MODULE_ID && module(id - MODULE_ID)) { /* BTF_GET_FD_BY_ID */
		*result = modules[id - MODULE_ID] = open(module(id - MODULE_ID), O_RDONLY | O_CLOEXEC);
		return 1;
	}
	for (int i = 0; cmd == 15 && i < MODULES; i++) /* OBJ_GET_INFO_BY_FD */
		if (modules[i] && (uint32_t)modules[i] == id) {
			*result = inform(module(i), id, attr);
			return 1;
		}
	return 0;
}

static long asked(long (*real)(long, ...), long number, long *args)
{
	const char *attr = (const char *)args[1], *btf = 0;
	long result;

	if (number == SYS_bpf && args[0] == 23) {
		result = real(number, args[0], args[1], args[2]);
		if (!result || errno != ENOENT)
			return result;
	}
	if (number == SYS_bpf && told(args[0], (char *)attr, &result))
		return result;
	if (number == SYS_bpf && args[0] == 18) {
		memcpy(&btf, attr, 8);
		if (unknown(btf, word(attr, args[2], 16), getenv("BPF_OLD"))) {
			errno = EINVAL;
			return -1;
		}
	}
	return real(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}

long syscall(long number, ...)
{
	static long (*real)(long, ...);
	long args[6], result;
	va_list list;

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		args[i] = va_arg(list, long);
	va_end(list);
	if (!real)
		real = dlsym(RTLD_NEXT, "syscall");
	result = asked(real, number, args);
	if (number == SYS_bpf) {
		int saved = errno;
		const char *attr = (const char *)args[1];
		unsigned size = args[2];
		uint32_t head[4] = { args[0], result, result < 0 ? saved : 0, size };
		uint32_t end[2] = { 0, 0xffffffff };

		if (out < 0)
			out = open(getenv("BPF_RECORD"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (head[0] == 0 && result >= 0 && result < 4096) {
			key_sizes[result] = word(attr, size, 4);
			value_sizes[result] = word(attr, size, 8);
		}
		put(head, sizeof(head));
		put(attr, size);
		blobs(head[0], attr, size);
		put(end, sizeof(end));
		errno = saved;
	}
	return result;
}
