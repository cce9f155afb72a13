"""
The pre-warmed interpreter of one slot, inside the walls that all its programs share. It forks a cell for each program before the program is
there, and never sees one.
"""

import gc
import os
import socket
import sys
import types

import cell
import filters
import kernel
import walls

WARM = """
abc array ast atexit bisect calendar cmath collections collections.abc contextlib copy ctypes dataclasses datetime decimal enum
fractions functools hashlib heapq inspect io itertools json linecache math numbers operator os queue random re secrets statistics
string struct symtable sys textwrap threading time traceback types typing unicodedata
""".split()

ORDER = b"+"


def main(config, orders):
    """Bears a cell per order that comes over a socket, as a child of this process's parent; tells its number and passes its pipes."""
    kernel.die_with_parent(None)
    os.setsid()
    try:
        for number, end in enumerate(os.pipe()):
            os.dup2(end, number)  # in place of the host's; a cell has others
            os.close(end)
        cell.open_streams()
        zygote = Zygote(config)
        gc.disable()
        gc.freeze()
        while orders.recv(1):
            zygote.bear(orders)
    except BaseException as e:
        orders.send(walls.complaint(e))
        os._exit(1)
    os._exit(0)


class Zygote:
    def __init__(self, config):
        sys.argv = ["main.py"]
        for name in WARM:
            __import__(name)
        sys.path = [path for path in sys.path if path]
        for name, source in config["modules"]:
            module = sys.modules[name] = types.ModuleType(name)
            exec(compile(source, name + ".py", "exec"), module.__dict__)
        self.config = config
        config["readable"] = readable(config["languages"])
        own = config["tier"] == "namespaces"
        if not os.access(config["shared"], os.R_OK | os.X_OK):
            config["shared"] = ""
        elif not own:
            config["readable"].append(config["shared"])
        for language in config["languages"].values():
            language["filter"] = filters.program(kernel.MACHINE, own, bool(language["command"]))
        self.proc = os.open("/proc", kernel.O_PATH | os.O_DIRECTORY)
        self.namespaces = walls.OF_CELL if own else 0
        if own:
            walls.enclose(self.proc, config["readable"], config["shared"])
            config["shared"] = walls.SHARED
        with open(os.open("self/statm", os.O_RDONLY, dir_fd=self.proc)) as file:
            self.memory = int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")

    def bear(self, orders):
        ours, theirs = [], []
        for reads in (True, False, False, False):
            read, write = os.pipe()
            theirs.append(read if reads else write)
            ours.append(write if reads else read)
        parent = os.getppid()
        pid = kernel.fork_beside(self.namespaces)
        if pid == 0:
            cell.live(self.config, theirs, self.proc, self.memory, parent)
        socket.send_fds(orders, [pid.to_bytes(4, "big")], ours)
        for end in ours + theirs:
            os.close(end)


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
