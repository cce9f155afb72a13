"""The few system calls that Python's standard library does not offer. Linux on x86-64 and arm64."""

import ctypes
import os
import platform

LIBC = ctypes.CDLL(None, use_errno=True)
HOLDING = ctypes.PyDLL(None, use_errno=True)  # calls with the interpreter's lock held
MACHINE = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine())

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 28, 38, 47, 4
SECCOMP_MODE_FILTER = 2
PR_GET_TID_ADDRESS = 40
O_PATH = 0o10000000
CLONE_PARENT, CLONE_CHILD_SETTID, SIGCHLD = 0x8000, 0x01000000, 17
CAPABILITIES = [ctypes.c_ulong(number) for number in range(64)]
NO_ROOT_LOCKED = 0x2F  # SECBIT_NOROOT, NO_SETUID_FIXUP, KEEP_CAPS_LOCKED and their locks

# In the order pivot_root, capset, clone; the others have one number on all architectures.
NUMBERS = {"x86_64": (155, 126, 56), "arm64": (41, 91, 220)}
MOUNT_SETATTR, CLOSE_RANGE = 442, 436
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446


def checked(name, result):
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def call(name, *arguments):
    """A function of the C library that returns -1 and sets errno on failure."""
    return checked(name, getattr(LIBC, name)(*arguments))


def syscall(name, number, *arguments):
    """A system call without a wrapper; every argument is passed as a long or a pointer."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return checked(name, LIBC.syscall(ctypes.c_long(number), *wide))


def prctl(option, *arguments):
    padded = list(arguments) + [0] * (4 - len(arguments))
    wide = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in padded]
    return checked(f"prctl({option})", LIBC.prctl(ctypes.c_int(option), *wide))


def mount(source, target, kind, flags, data=None):
    def text(value):
        return None if value is None else os.fsencode(value)

    try:
        call("mount", text(source), text(target), text(kind), ctypes.c_ulong(flags), text(data))
    except OSError as e:
        raise OSError(e.errno, f"mount of {target}: {os.strerror(e.errno)}") from None


def pivot_root(root, old):
    syscall("pivot_root", NUMBERS[MACHINE][0], os.fsencode(root), os.fsencode(old))


def close_from(first):
    """Closes every descriptor from this one on."""
    syscall("close_range", CLOSE_RANGE, first, 0xFFFFFFFF, 0)


def set_mount_attributes(path, attributes):
    """Adds attributes to a mount and to every mount below it."""
    attr = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    syscall("mount_setattr", MOUNT_SETATTR, -100, os.fsencode(path), 0x8000, attr, ctypes.sizeof(attr))


def drop_capabilities():
    """Gives up every capability and the ways to regain one."""
    prctl(PR_SET_SECUREBITS, NO_ROOT_LOCKED)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    drop, none = ctypes.c_ulong(PR_CAPBSET_DROP), ctypes.c_ulong(0)
    for capability in CAPABILITIES:
        if LIBC.prctl(drop, capability, none, none, none) < 0:
            break  # past the last one that this kernel knows
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    empty = (ctypes.c_uint32 * 6)()
    syscall("capset", NUMBERS[MACHINE][1], header, empty)


def fork_beside(namespaces):
    """os.fork(), but the new process is in fresh namespaces and a child of this process's parent."""
    thread = ctypes.c_void_p()  # where the C library keeps the number of the thread, which changes
    LIBC.prctl(ctypes.c_int(PR_GET_TID_ADDRESS), ctypes.byref(thread), *[ctypes.c_ulong(0)] * 3)
    flags = namespaces | CLONE_PARENT | SIGCHLD | (CLONE_CHILD_SETTID if thread else 0)
    python = ctypes.pythonapi
    python.PyOS_BeforeFork()
    # Architectures disagree on which of the last two is the thread's number; the other one is not looked at.
    pid = HOLDING.syscall(ctypes.c_long(NUMBERS[MACHINE][2]), ctypes.c_ulong(flags), None, None, thread, thread)
    if pid == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    return checked("clone", pid)


def die_with_parent(parent):
    """The kernel kills this process as soon as its parent is gone."""
    prctl(PR_SET_PDEATHSIG, 9)
    if parent is not None and os.getppid() != parent:
        os._exit(1)
