"""
The seccomp allow-list: what a program may ask of the kernel. Everything else fails with EPERM.

The list was recorded from CPython over its standard library, node and a JVM, then reduced: a program stays one process (threads only),
opens no socket but a connected pair of its own, sends no signal, and changes neither limits, nor mounts, nor credentials.
Numbers are for (x86-64, arm64), from the kernel's unistd_64.h and asm-generic/unistd.h; None where arm64 does not have the call.
"""

import ctypes
import struct

import kernel

MEMORY = {
    "brk": (12, 214), "mmap": (9, 222), "munmap": (11, 215), "mremap": (25, 216), "mprotect": (10, 226),
    "madvise": (28, 233), "msync": (26, 227), "mincore": (27, 232),
}
FILES = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "preadv": (295, 69), "pwritev": (296, 70), "lseek": (8, 62), "close": (3, 57),
    "close_range": (436, 436), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24), "pipe": (22, None),
    "pipe2": (293, 59), "fstat": (5, 80), "stat": (4, None), "lstat": (6, None), "newfstatat": (262, 79),
    "statx": (332, 291), "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "readlink": (89, None), "readlinkat": (267, 78), "getcwd": (79, 17), "chdir": (80, 49), "fchdir": (81, 50),
    "getdents64": (217, 61), "statfs": (137, 43), "fstatfs": (138, 44), "sendfile": (40, 71),
    "copy_file_range": (326, 285), "fsync": (74, 82), "fdatasync": (75, 83), "flock": (73, 32), "umask": (95, 166),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72), "epoll_create": (213, None),
    "epoll_create1": (291, 20), "epoll_ctl": (233, 21), "epoll_wait": (232, None), "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441), "eventfd2": (290, 19), "listxattr": (194, 11), "fadvise64": (221, 223),
}
CHANGES = {
    "open": (2, None), "openat": (257, 56), "creat": (85, None), "mkdir": (83, None), "mkdirat": (258, 34),
    "unlink": (87, None), "unlinkat": (263, 35), "rmdir": (84, None), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47), "chmod": (90, None),
    "fchmod": (91, 52), "fchmodat": (268, 53), "utime": (132, None), "utimes": (235, None), "utimensat": (280, 88),
}
THREADS = {
    "exit": (60, 93), "exit_group": (231, 94), "futex": (202, 98), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "sched_getparam": (143, 121), "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126), "set_robust_list": (273, 99),
    "set_tid_address": (218, 96), "rseq": (334, 293), "membarrier": (324, 283),
    "getcpu": (309, 168), "gettid": (186, 178), "getpid": (39, 172), "getppid": (110, 173), "arch_prctl": (158, None),
    "restart_syscall": (219, 128),
}
SIGNALS = {
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136),
    "rt_sigsuspend": (130, 133), "rt_sigtimedwait": (128, 137), "sigaltstack": (131, 132), "pause": (34, None),
    "alarm": (37, None), "setitimer": (38, 103), "getitimer": (36, 102),
}
CLOCKS = {
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "nanosleep": (35, 101),
    "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153), "timerfd_create": (283, 85),
    "timerfd_settime": (286, 86), "timerfd_gettime": (287, 87),
}
SELF = {
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177), "getresuid": (118, 148),
    "getresgid": (120, 150), "getgroups": (115, 158), "getpgrp": (111, None),
    "uname": (63, 160), "sysinfo": (99, 179), "getrlimit": (97, 163), "getrusage": (98, 165),
    "getrandom": (318, 278), "capget": (125, 90), "wait4": (61, 260), "waitid": (247, 95),
}
SOCKETPAIR = {
    "recvfrom": (45, 207), "shutdown": (48, 210), "getsockname": (51, 204), "getpeername": (52, 205),
    "getsockopt": (55, 209),
}
RUNTIME = {
    "execve": (59, 221),
}

# One process: a new task must be a thread of this one, in the same namespaces.
CLONE_THREAD, CLONE_NEW = 0x10000, 0x7E020080
# AF_UNIX and SOCK_STREAM, whatever flags come with it; sendto only where the socket is connected.
READ_ONLY = 0x3 | 0x40 | 0x200 | 0x400000  # O_ACCMODE, O_CREAT, O_TRUNC, O_TMPFILE
EXACT = 0xFFFFFFFF
POINTER = 0xFFFFFFFFFFFFFFFF
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41
IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
FCNTLS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030)  # DUPFD, GETFD, SETFD, GETFL, SETFL, locks, DUPFD_CLOEXEC

# name: (numbers, alternatives); an alternative is a list of (argument, mask, value), all of which must hold.
CONDITIONAL = {
    "clone": ((56, 220), [[(0, CLONE_THREAD | CLONE_NEW, CLONE_THREAD)]]),
    "prctl": ((157, 167), [[(0, EXACT, option)] for option in (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA)]),
    "ioctl": ((16, 29), [[(1, EXACT, request)] for request in IOCTLS]),
    "fcntl": ((72, 25), [[(1, EXACT, command)] for command in FCNTLS]),
    "prlimit64": ((302, 261), [[(2, POINTER, 0)]]),
    "socketpair": ((53, 199), [[(0, EXACT, 1), (1, 0xF, 1)]]),
    "sendto": ((44, 206), [[(4, POINTER, 0)]]),
}
# Without namespaces nothing may be opened for writing, whatever the file system's own rules say.
READING = {
    "open": ((2, None), [[(1, READ_ONLY, 0)]]),
    "openat": ((257, 56), [[(2, READ_ONLY, 0)]]),
}
# The C library tries these first and falls back when the kernel does not know them.
UNKNOWN = {"clone3": (435, 435), "openat2": (437, 437)}

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "arm64": (1, 0xC00000B7)}
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM, EACCES, ENOSYS = 1, 13, 38
LOAD, EQUAL, AT_LEAST, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
NR, ARCH, ARGUMENTS = 0, 4, 16
X32 = 0x40000000


def condition(alternatives, otherwise):
    """Instructions that end in ALLOW if one of the alternatives holds, else in `otherwise`."""
    code = []
    for tests in alternatives:
        words = []
        for argument, mask, value in tests:
            for half in (0, 1):
                part = (mask >> 32 * half) & 0xFFFFFFFF
                if part:
                    words.append((ARGUMENTS + 8 * argument + 4 * half, part, (value >> 32 * half) & 0xFFFFFFFF))
        length = sum(2 if part == 0xFFFFFFFF else 3 for _, part, _ in words) + 1
        block = []
        for offset, part, value in words:
            block.append((LOAD, 0, 0, offset))
            if part != 0xFFFFFFFF:
                block.append((AND, 0, 0, part))
            block.append((EQUAL, 0, length - len(block) - 1, value))
        code += block + [(RETURN, 0, 0, ALLOW)]
    return code + [(RETURN, 0, 0, ERRNO | otherwise)]


def instructions(machine, writing, runtime):
    """
    The BPF program for one architecture as (code, jt, jf, k).

    `writing`: files may be changed (there is a file system of its own). `runtime`: another language's runtime is to be executed.
    """
    column, architecture = ARCHITECTURES[machine]
    code = [
        (LOAD, 0, 0, ARCH),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NR),
        (AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, ERRNO | EPERM),
    ]
    allow, unknown = [(RETURN, 0, 0, ALLOW)], [(RETURN, 0, 0, ERRNO | ENOSYS)]
    answers = {}
    allowed = [MEMORY, FILES, THREADS, SIGNALS, CLOCKS, SELF, SOCKETPAIR]
    if writing:
        allowed.append(CHANGES)
    if runtime:
        allowed.append(RUNTIME)
    for table in allowed:
        answers.update({numbers[column]: allow for numbers in table.values()})
    checked = dict(CONDITIONAL) if writing else {**CONDITIONAL, **READING}
    for name, (numbers, alternatives) in checked.items():
        answers[numbers[column]] = condition(alternatives, EACCES if name in READING else EPERM)
    answers.update({numbers[column]: unknown for numbers in UNKNOWN.values()})
    answers.pop(None, None)
    return code + search(ranges(answers))


def ranges(answers):
    """The instructions that answer each call, by the first number that they answer, in order; what has no answer is refused."""
    refuse = [(RETURN, 0, 0, ERRNO | EPERM)]
    found = []
    for number in range(max(answers) + 2):
        answer = answers.get(number, refuse)
        if not found or found[-1][1] is not answer:
            found.append((number, answer))
    return found


def search(found):
    """Instructions that find a call's answer by halves: the kernel tries every call when it takes a filter, so that a list would cost."""
    if len(found) == 1:
        return found[0][1]
    half = len(found) // 2
    below = search(found[:half])
    return [(AT_LEAST, len(below), 0, found[half][0])] + below + search(found[half:])


def program(machine, writing, runtime):
    return b"".join(struct.pack("HBBI", *i) for i in instructions(machine, writing, runtime))


class Fprog(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(code):
    """Puts a program in force for good. The process must have one thread and no_new_privs."""
    buffer = ctypes.create_string_buffer(code, len(code))
    fprog = Fprog(len(code) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.byref(fprog))
