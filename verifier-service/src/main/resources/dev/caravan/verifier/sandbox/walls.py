"""What a program can reach: a root of its own in fresh namespaces, or, where those are denied, Landlock."""

import ctypes
import os
import socket

import kernel

NEW_MOUNTS = 0x00020000
NEW_OTHERS = 0x7E000000  # CLONE_NEW{CGROUP,UTS,IPC,USER,PID,NET}
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE, DETACH = 32, 4096, 16384, 1 << 18, 2
INSIDE = 1000  # the program's user and group as it sees them
DEVICES = ("null", "zero", "urandom")
BOX = "/box"

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
# Rights that each Landlock version knows; a ruleset must handle all of them to deny them.
FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
O_PATH = 0o10000000


def leave_namespaces(user, group):
    """Puts this process, and for its pid namespace its children, into fresh namespaces with one unprivileged user."""
    kernel.call("unshare", ctypes.c_int(NEW_OTHERS))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{INSIDE} {user} 1"), ("gid_map", f"{INSIDE} {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def build_root(readable):
    """A new root with the readable paths, three devices and an empty /box; the old one is gone, for this process, afterwards."""
    kernel.call("unshare", ctypes.c_int(NEW_MOUNTS))
    socket.sethostname("cell")
    kernel.mount(None, "/", None, RECURSIVE | PRIVATE)
    top = "/proc"  # exists everywhere, and the program must not see it
    kernel.mount("tmpfs", top, "tmpfs", NO_SUID | NO_DEV, "size=1m,nr_inodes=1024,mode=755")
    for path in readable:
        _show(top, path)
    os.mkdir(f"{top}/dev")
    for name in DEVICES:
        os.close(os.open(f"{top}/dev/{name}", os.O_CREAT | os.O_WRONLY, 0o666))
        kernel.mount(f"/dev/{name}", f"{top}/dev/{name}", None, BIND)
    os.mkdir(f"{top}{BOX}")
    os.symlink(BOX[1:], f"{top}/tmp")
    kernel.mount("tmpfs", f"{top}{BOX}", "tmpfs", NO_SUID | NO_DEV | NO_EXEC, "size=4k,nr_inodes=2,mode=700")
    os.chdir(top)
    kernel.pivot_root(".", ".")
    kernel.call("umount2", b".", ctypes.c_int(DETACH))
    kernel.mount(None, "/", None, REMOUNT | BIND | READ_ONLY | NO_SUID | NO_DEV)
    os.chdir(BOX)


def open_box(size):
    """Gives /box its room; up to here nothing fits."""
    kernel.mount(None, BOX, None, REMOUNT | NO_SUID | NO_DEV | NO_EXEC, f"size={max(size, 4096)},nr_inodes=1024,mode=700")


def _show(top, path):
    target = top + path
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
    parent = os.open(path, O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= ~READ_DIR
        rule = PathBeneath(rights, parent)
        kernel.syscall("landlock_add_rule", kernel.LANDLOCK_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(parent)
