"""One program's process: walls first, then the program arrives, then the last privileges go, then it runs."""

import gc
import io
import json
import os
import resource
import sys
import types

import filters
import kernel
import walls

OUT_OF_MEMORY = 137
STATUS = 3  # where failures of the sandbox itself are told; closed before the program has a say
STACK = 64 << 20
FILES_OPEN = 64
BLOCKS = 16384  # what a file of the program takes besides its text: its last block and new folders


def live(config, pipes, proc, memory, warden):
    """The whole life of a cell's process. It never returns. Descriptors 0, 1 and 2 are the program's."""
    *streams, status = pipes
    try:
        os.setsid()
        own = config["tier"] == "namespaces"
        kernel.die_with_parent(None if own else warden)
        if own:
            walls.settle(proc)
        for number, end in enumerate(streams):
            os.dup2(end, number)
        status = os.dup2(status, STATUS, inheritable=False)
        kernel.close_from(STATUS + 1)
        os.write(status, b"R")
        request = json.loads(read_exact(0, int.from_bytes(read_exact(0, 4), "big")))
        language = config["languages"][request["language"]]
        confine(config, request, language, memory)
        if language["command"]:
            execute(language, request["limits"], config["shared"])
    except BaseException as e:
        os.write(status, walls.complaint(e))
        os._exit(1)
    os.close(status)
    run(request["source"])


def read_exact(source, size):
    """Exactly this many bytes: what follows them is the program's own input."""
    data = bytearray()
    while len(data) < size:
        part = os.read(source, size - len(data))
        if not part:
            os._exit(1)  # the warden is gone
        data += part
    return data


def confine(config, request, language, memory):
    tier, limits = config["tier"], request["limits"]
    if tier == "namespaces":
        files = dict(request["files"])
        if language["main"]:
            files[language["main"]] = request["source"]
        walls.open_box(limits["file_bytes"] + sum(4 * len(text) + BLOCKS for text in files.values()))
        put_files(".", files)
    elif request["directory"]:
        os.chdir(request["directory"])
    else:
        os.chdir("/")
    for kind, value in (
        (resource.RLIMIT_FSIZE, limits["file_bytes"]),
        (resource.RLIMIT_CPU, int(limits["cpu"]) + 2),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_STACK, STACK),
    ):
        resource.setrlimit(kind, (value, value))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES_OPEN, FILES_OPEN))
    if tier == "namespaces":
        # The user namespace holds this program alone; elsewhere the warden counts, for the user may have other processes.
        resource.setrlimit(resource.RLIMIT_NPROC, (limits["processes"] + language["threads"],) * 2)
    if not language["command"]:
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"] + memory,) * 2)
    if tier == "unsafe":
        return
    if tier == "namespaces":
        kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if tier == "landlock":
        walls.landlock(config["readable"], language["executable"], request["directory"])
    filters.install(language["filter"])


def put_files(directory, files):
    for name, text in files.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            file.write(text)
        os.chmod(path, 0o444)


def execute(language, limits, shared):
    megabytes = str(limits["memory_bytes"] >> 20)
    command = [word.replace("{megabytes}", megabytes).replace("{shared}", shared) for word in language["command"]]
    os.execve(command[0], command, {"LANG": "C.UTF-8", "HOME": walls.BOX, **language["environment"]})


def open_streams():
    """What a program's input and output are; opened before the fork, as descriptors 0, 1 and 2 are pipes then, too."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8", errors="surrogateescape")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8", errors="surrogateescape")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)), encoding="utf-8", errors="backslashreplace", line_buffering=True
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr


def run(source):
    """Runs a Python program as its interpreter would, and ends the process with its exit code."""
    main = types.ModuleType("__main__")
    main.__dict__["__file__"] = "main.py"
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
    sys.path.insert(0, os.getcwd())
    gc.enable()
    os._exit(outcome(source, main.__dict__))


def outcome(source, names):
    code = attempt(lambda: exec(compile(source, "main.py", "exec", dont_inherit=True), names), source)
    import atexit
    import threading

    for last in (threading._shutdown, atexit._run_exitfuncs, sys.stdout.flush):
        code = attempt(last, source) or code
    return code


def attempt(work, source):
    try:
        work()
        return 0
    except SystemExit as e:
        return exit_code(e.code)
    except MemoryError:
        os.write(2, b"MemoryError\n")
        return OUT_OF_MEMORY
    except BaseException as e:
        report(e, source)
        return 1


def exit_code(value):
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF
    sys.stderr.write(f"{value}\n")
    return 1


def report(error, source):
    """A traceback like the interpreter's, without this file's frames."""
    try:
        import linecache
        import traceback

        linecache.cache["main.py"] = (len(source), None, source.splitlines(True), "main.py")
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != "main.py":
            trace = trace.tb_next
        traceback.print_exception(type(error), error, trace, file=sys.stderr)
    except BaseException:
        os.write(2, type(error).__name__.encode() + b"\n")
