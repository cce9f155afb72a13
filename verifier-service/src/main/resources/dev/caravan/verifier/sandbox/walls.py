"""What a program can reach: a root of its own in fresh namespaces, or, where those are denied, Landlock."""

import ctypes
import errno
import os
import socket

import kernel

NEW_MOUNTS, NEW_CGROUP, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x20000, 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30
OF_SLOT = NEW_USER | NEW_MOUNTS | NEW_UTS | NEW_CGROUP
OF_CELL = NEW_USER | NEW_MOUNTS | NEW_PID | NEW_NET | NEW_IPC
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE, DETACH = 32, 4096, 16384, 1 << 18, 2
INSIDE = 1000  # the program's user and group as it sees them
DEVICES = ("null", "zero", "urandom")
BOX = "/box"
SHARED = "/shared"  # where programs see the folder that the host shares with them all
PASSING = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EINTR, errno.EPIPE)  # of a machine that is short of something

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
# Rights that each Landlock version knows; a ruleset must handle all of them to deny them.
FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))


def complaint(error):
    """A failure as it is told to the host: U, programs cannot be run so on this machine, or F, they cannot be just now; and a reason."""
    passing = isinstance(error, MemoryError) or isinstance(error, OSError) and error.errno in PASSING
    return (b"F" if passing else b"U") + f"{type(error).__name__}: {error}".encode()[:4000]


def enclose(proc, readable, shared):
    """
    Puts this process into namespaces of its own with a root of its own, for good. Cells inherit mounts that they cannot change.
    """
    user, group = os.geteuid(), os.getegid()
    kernel.call("unshare", ctypes.c_int(OF_SLOT))
    _write(proc, "setgroups", "deny")  # for the cells, too
    _map(proc, user, group)
    socket.sethostname("cell")
    _build_root(readable, shared)


def settle(proc):
    """The rest of a cell's own namespaces, from within."""
    _map(proc, INSIDE, INSIDE)


def _map(proc, user, group):
    """One unprivileged user and no others in a new user namespace."""
    _write(proc, "uid_map", f"{INSIDE} {user} 1")
    _write(proc, "gid_map", f"{INSIDE} {group} 1")


def _write(proc, name, text):
    file = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
    os.write(file, text.encode())
    os.close(file)


def _build_root(readable, shared):
    """A new root with the readable paths, three devices and an empty /box; the old one is gone, for this process, afterwards."""
    kernel.mount(None, "/", None, RECURSIVE | PRIVATE)
    top = "/proc"  # exists everywhere, and the program must not see it
    kernel.mount("tmpfs", top, "tmpfs", NO_SUID | NO_DEV, "size=1m,nr_inodes=1024,mode=755")
    for path in readable:
        _show(path, top + path)
    if shared:
        _show(shared, top + SHARED)
    os.mkdir(f"{top}/dev")
    for name in DEVICES:
        os.close(os.open(f"{top}/dev/{name}", os.O_CREAT | os.O_WRONLY, 0o666))
        kernel.mount(f"/dev/{name}", f"{top}/dev/{name}", None, BIND)
    os.mkdir(f"{top}{BOX}")
    os.symlink(BOX[1:], f"{top}/tmp")
    os.chdir(top)
    kernel.pivot_root(".", ".")
    kernel.call("umount2", b".", ctypes.c_int(DETACH))
    kernel.mount(None, "/", None, REMOUNT | BIND | READ_ONLY | NO_SUID | NO_DEV)
    os.chdir("/")


def open_box(size):
    """Gives this program a /box of its own, and enters it."""
    kernel.mount("tmpfs", BOX, "tmpfs", NO_SUID | NO_DEV | NO_EXEC, f"size={max(size, 4096)},nr_inodes=1024,mode=700")
    os.chdir(BOX)


def _show(path, target):
    if os.path.lexists(target):
        return
    parent = os.path.dirname(target)
    os.makedirs(parent, exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.mkdir(target)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    kernel.mount(path, target, None, BIND | RECURSIVE)
    kernel.set_mount_attributes(target, READ_ONLY | NO_SUID | NO_DEV)


def landlock_version():
    """The kernel's Landlock version; an OSError says that it has none."""
    return kernel.syscall("landlock", kernel.LANDLOCK_CREATE_RULESET, 0, 0, 1)


def landlock(readable, executable, directory):
    """From now on only these paths, three devices and the directory can be opened, all for reading (and /dev/null for writing)."""
    version = landlock_version()
    rights = next(bits for least, bits in reversed(FILE_RIGHTS) if version >= least)
    # Then the network rights (TCP bind and connect), then the scopes (abstract sockets, signals).
    handled = (ctypes.c_uint64 * 3)((1 << rights) - 1, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = kernel.syscall("landlock_create_ruleset", kernel.LANDLOCK_CREATE_RULESET, handled, size, 0)
    try:
        for path in readable:
            _permit(ruleset, path, READ_FILE | READ_DIR)
        for path in executable:
            _permit(ruleset, path, READ_FILE | READ_DIR | EXECUTE)
        for name in DEVICES:
            _permit(ruleset, f"/dev/{name}", READ_FILE | (WRITE_FILE if name == "null" else 0))
        if directory:
            _permit(ruleset, directory, READ_FILE | READ_DIR)
        kernel.syscall("landlock_restrict_self", kernel.LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


class PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def _permit(ruleset, path, rights):
    parent = os.open(path, kernel.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= ~READ_DIR
        rule = PathBeneath(rights, parent)
        kernel.syscall("landlock_add_rule", kernel.LANDLOCK_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(parent)
