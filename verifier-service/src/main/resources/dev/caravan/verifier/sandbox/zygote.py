"""
The pre-warmed interpreter of one slot. It forks a warden per program, before the program is read, and never sees a program itself.
"""

import gc
import json
import os
import sys

import filters
import kernel
import warden

WARM = """
abc array ast atexit bisect calendar cmath collections collections.abc contextlib copy ctypes dataclasses datetime decimal enum
fractions functools hashlib heapq inspect io itertools json linecache math numbers operator os queue random re secrets statistics
string struct sys textwrap threading time traceback types typing unicodedata
""".split()


def main():
    config = json.loads(sys.argv[1])
    sys.argv = ["main.py"]
    try:
        become(config["user"])
        for name in WARM:
            __import__(name)
        sys.path = [path for path in sys.path if path]
        config["readable"] = readable(config["languages"])
        for language in config["languages"].values():
            writing = config["tier"] == "namespaces"
            language["filter"] = filters.program(kernel.MACHINE, writing, bool(language["command"]))
    except Exception as e:
        sys.stderr.write(f"{type(e).__name__}: {e}\n")
        os._exit(1)
    gc.disable()
    gc.freeze()
    spare = Spare(config)
    while True:
        current = spare
        current.go()
        spare = Spare(config)  # its walls go up while the current program runs
        status = current.wait()
        if status != 0:
            os._exit(0 if os.WIFEXITED(status) and os.WEXITSTATUS(status) == warden.HOST_GONE else 1)


class Spare:
    """A warden with its cell, ready for the program that it is told to take."""

    def __init__(self, config):
        waits, self.baton = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.baton)
            kernel.die_with_parent(None)
            os._exit(warden.serve(config, waits))
        os.close(waits)

    def go(self):
        os.write(self.baton, b"!")
        os.close(self.baton)

    def wait(self):
        return os.waitpid(self.pid, 0)[1]


def become(user):
    """Drops root for good before anything else happens. Resource limits on processes do not bind user 0."""
    if 0 in os.getresuid():
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else /proc/self stays root's
    if 0 in os.getresuid():
        raise PermissionError("refusing to run programs as root")
    os.chdir("/")
    os.umask(0o077)


def readable(languages):
    """What programs may read: the interpreter's library, the system's libraries and the other runtimes. No binaries, no /etc."""
    paths = [os.path.realpath(path) for path in sys.path if os.path.isdir(path)]
    paths += ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo"]
    for language in languages.values():
        paths += language["readable"] + language["executable"]
    kept = []
    for path in sorted(set(paths), key=len):
        if os.path.lexists(path) and not any(path.startswith(f"{above}/") for above in kept):
            kept.append(path)
    return kept


main()
