/* Landlock says which files may be read; seccomp forbids the calls that change files, make
 * connections, start or reach other processes, or change the kernel. */
#include "batch/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>

#include "base/file.h"

/* Landlock's rights up to its third version, by number; the headers of Debian 12 end before. */
#define RIGHTS_1 ((1ull << 13) - 1)
#define RIGHT_REFER (1ull << 13)
#define RIGHT_TRUNCATE (1ull << 14)
#define RIGHT_DEVICE (1ull << 15)

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

struct sandbox {
	int rules; /* Landlock's; -1: none */
	bool seccomp;
	bool writes; /* Landlock says where */
};

/* Calls with which files are replaced, which fail with EPERM unless some may be. */
static const int replacing[] = {
	SYS_unlinkat, SYS_renameat2, SYS_mkdirat, SYS_fchmod,
#ifdef SYS_renameat
	SYS_renameat,
#endif
#ifdef SYS_unlink
	SYS_unlink,   SYS_rename,    SYS_mkdir,
#endif
};

/* Calls that fail with EPERM, whatever their arguments are. */
static const int forbidden[] = {
	/* Files */
	SYS_linkat,
	SYS_symlinkat,
	SYS_mknodat,
	SYS_fchmodat,
	SYS_fchown,
	SYS_fchownat,
	SYS_truncate,
	SYS_utimensat,
	SYS_setxattr,
	SYS_lsetxattr,
	SYS_fsetxattr,
	SYS_removexattr,
	SYS_lremovexattr,
	SYS_fremovexattr,
	SYS_open_by_handle_at,
	SYS_mq_open,
	SYS_mq_unlink,
#ifdef SYS_unlink
	SYS_creat,
	SYS_rmdir,
	SYS_link,
	SYS_symlink,
	SYS_mknod,
	SYS_chmod,
	SYS_chown,
	SYS_lchown,
	SYS_utime,
	SYS_utimes,
	SYS_futimesat,
#endif
	/* Connections */
	SYS_socket,
	SYS_socketpair,
	SYS_connect,
	SYS_bind,
	SYS_listen,
	SYS_accept,
	SYS_accept4,
	SYS_sendmsg,
	SYS_sendmmsg,
	/* Processes */
	SYS_execve,
	SYS_execveat,
	SYS_kill,
	SYS_tkill,
	SYS_rt_sigqueueinfo,
	SYS_rt_tgsigqueueinfo,
	SYS_ptrace,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_shmget,
	SYS_semget,
	SYS_msgget,
#ifdef SYS_fork
	SYS_fork,
	SYS_vfork,
#endif
#ifdef SYS_pidfd_open
	SYS_pidfd_open,
	SYS_pidfd_send_signal,
#endif
#ifdef SYS_pidfd_getfd
	SYS_pidfd_getfd,
#endif
	/* The kernel */
	SYS_mount,
	SYS_umount2,
	SYS_pivot_root,
	SYS_chroot,
	SYS_setns,
	SYS_unshare,
	SYS_bpf,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_keyctl,
	SYS_add_key,
	SYS_request_key,
	SYS_init_module,
	SYS_finit_module,
	SYS_delete_module,
	SYS_kexec_load,
	SYS_reboot,
	SYS_swapon,
	SYS_settimeofday,
	SYS_clock_settime,
	SYS_sethostname,
};

/* Calls whose arguments a filter cannot see; whoever needs them takes an older one instead. */
static const int unseen[] = {
#ifdef SYS_openat2
	SYS_openat2,
#endif
#ifdef SYS_clone3
	SYS_clone3,
#endif
#ifdef SYS_fchmodat2
	SYS_fchmodat2,
#endif
#ifdef SYS_io_uring_setup
	SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
#endif
};

enum { COUNT_REPLACING = sizeof replacing / sizeof replacing[0] };
enum { COUNT_FORBIDDEN = sizeof forbidden / sizeof forbidden[0] };
enum { COUNT_UNSEEN = sizeof unseen / sizeof unseen[0] };

/* Enough for two instructions a call and those that look at arguments. */
enum { LENGTH_MAX = 2 * (COUNT_REPLACING + COUNT_FORBIDDEN + COUNT_UNSEEN) + 48 };

struct program {
	struct sock_filter steps[LENGTH_MAX];
	unsigned short length;
};

static void step(struct program *program, uint16_t code, uint32_t value, uint8_t yes, uint8_t no)
{
	program->steps[program->length++] = (struct sock_filter){code, yes, no, value};
}

static void load(struct program *program, size_t offset)
{
	step(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct program *program, uint32_t action)
{
	step(program, BPF_RET | BPF_K, action, 0, 0);
}

static void refuse(struct program *program, int call, int error)
{
	step(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
	answer(program, SECCOMP_RET_ERRNO | (uint32_t)error);
}

/* Where the lower half of a call's argument stands. */
static size_t argument(int number)
{
	size_t half = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0;

	return offsetof(struct seccomp_data, args) + (size_t)number * sizeof(uint64_t) + half;
}

/* Refuses the call unless the test of its argument against the value holds (or, with holds false,
 * does not); else it is allowed. */
static void refuse_unless(struct program *program, int call, int number, uint16_t test,
						  uint32_t value, bool holds, int error)
{
	step(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
	load(program, argument(number));
	step(program, (uint16_t)(BPF_JMP | test | BPF_K), value, holds ? 1 : 0, holds ? 0 : 1);
	answer(program, SECCOMP_RET_ERRNO | (uint32_t)error);
	answer(program, SECCOMP_RET_ALLOW);
}

#ifdef ARCHITECTURE

/* No file may be written, replaced or removed. */
static void forbid_writing(struct program *program)
{
	const uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC;

	for (size_t i = 0; i < COUNT_REPLACING; i++)
		refuse(program, replacing[i], EPERM);
#ifdef SYS_open
	refuse_unless(program, SYS_open, 1, BPF_JSET, writing, false, EACCES);
#endif
	refuse_unless(program, SYS_openat, 2, BPF_JSET, writing, false, EACCES);
}

static void compose(struct program *program, bool writes)
{
	/* The numbers of another architecture mean other calls. */
	load(program, offsetof(struct seccomp_data, arch));
	step(program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	answer(program, SECCOMP_RET_ERRNO | EPERM);
	load(program, offsetof(struct seccomp_data, nr));
#ifdef __X32_SYSCALL_BIT
	step(program, BPF_JMP | BPF_JGE | BPF_K, __X32_SYSCALL_BIT, 0, 1);
	answer(program, SECCOMP_RET_ERRNO | EPERM);
#endif
	for (size_t i = 0; i < COUNT_FORBIDDEN; i++)
		refuse(program, forbidden[i], EPERM);
	for (size_t i = 0; i < COUNT_UNSEEN; i++)
		refuse(program, unseen[i], ENOSYS);
	if (!writes)
		forbid_writing(program);
	refuse_unless(program, SYS_clone, 0, BPF_JSET, CLONE_THREAD, true, EPERM);
	refuse_unless(program, SYS_tgkill, 0, BPF_JEQ, (uint32_t)getpid(), true, EPERM);
	/* Nothing may be typed into the terminal in somebody's name. */
	refuse_unless(program, SYS_ioctl, 1, BPF_JEQ, TIOCSTI, false, EPERM);
	answer(program, SECCOMP_RET_ALLOW);
}

static bool filter_calls(bool writes)
{
	struct program program = {.length = 0};

	compose(&program, writes);
	const struct sock_fprog filter = {program.length, program.steps};
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

static bool has_seccomp(void)
{
	const uint32_t action = SECCOMP_RET_ERRNO;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

#else

static bool filter_calls(bool writes)
{
	(void)writes;
	return false;
}

static bool has_seccomp(void)
{
	return false;
}

#endif

/* The rights that the kernel's Landlock can forbid; 0: it has none. */
static uint64_t known_rights(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	uint64_t rights = version >= 1 ? RIGHTS_1 : 0;

	if (version >= 2)
		rights |= RIGHT_REFER;
	if (version >= 3)
		rights |= RIGHT_TRUNCATE;
	if (version >= 5)
		rights |= RIGHT_DEVICE;
	return rights;
}

/* Gives rights to a file, or to a folder and all below, where those of folders hold too. */
static void allow(int rules, const char *path, uint64_t rights, uint64_t of_folders)
{
	struct stat st;
	struct landlock_path_beneath_attr rule = {.allowed_access = rights};

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	if (fstat(rule.parent_fd, &st) == 0 && S_ISDIR(st.st_mode))
		rule.allowed_access |= of_folders;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

static void close_sandbox(void *data)
{
	const struct sandbox *sandbox = data;

	if (sandbox->rules >= 0)
		close(sandbox->rules);
}

struct sandbox *sandbox_new(struct arena *arena, const char *const *readable,
							const char *const *writable)
{
	struct sandbox *sandbox = ARENA_NEW(arena, struct sandbox);
	const struct landlock_ruleset_attr handled = {.handled_access_fs = known_rights()};
	const uint64_t writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
							 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
							 RIGHT_TRUNCATE;
	const uint64_t file = LANDLOCK_ACCESS_FS_READ_FILE, folder = LANDLOCK_ACCESS_FS_READ_DIR;

	sandbox->rules = -1;
	sandbox->seccomp = has_seccomp();
	sandbox->writes = writable != NULL;
	if (handled.handled_access_fs != 0)
		sandbox->rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
	for (; sandbox->rules >= 0 && *readable; readable++)
		allow(sandbox->rules, *readable, file, folder);
	for (; sandbox->rules >= 0 && writable && *writable; writable++) {
		allow(sandbox->rules, *writable, file, folder | (writing & handled.handled_access_fs));
		allow(sandbox->rules, path_dir(arena, *writable), 0, LANDLOCK_ACCESS_FS_REMOVE_DIR);
	}
	arena_defer(arena, close_sandbox, sandbox);
	return sandbox;
}

struct sandbox_kernel sandbox_kernel(const struct sandbox *sandbox)
{
	return (struct sandbox_kernel){sandbox->rules >= 0, sandbox->seccomp};
}

int sandbox_file(const struct sandbox *sandbox)
{
	return sandbox->rules;
}

bool sandbox_enter(const struct sandbox *sandbox)
{
	/* Without it only root may do what follows; it also takes set-uid programs their power. */
	bool entered = false;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return false;
	if (sandbox->rules >= 0)
		entered = syscall(SYS_landlock_restrict_self, sandbox->rules, 0) == 0;
	if (sandbox->seccomp && filter_calls(sandbox->writes))
		entered = true;
	return entered;
}
