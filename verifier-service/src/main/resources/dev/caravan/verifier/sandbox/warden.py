"""
Guards one cell: carries its input and output, enforces its limits, reports its end. It lives as long as its cell, so that nothing of one
program is left when the next one is forked.

Frames in both directions are a kind (one byte), a length (four bytes, big-endian) and a payload.
From the host: P program (JSON), I input, E end of input, C close. To the host: O output, X the end (JSON).
"""

import collections
import json
import os
import select
import shutil
import signal
import tempfile
import time

import cell
import kernel
import walls

HOST_IN, HOST_OUT = 0, 1
CHUNK, PIPE_SAFE, HELD, TAIL = 65536, 4096, 65536, 16384
TICK = 0.05
TASK_TICK = 0.005  # where threads are counted here, so that they are few before anyone looks
RUNTIME_MEMORY = 192 << 20  # what a JVM or node needs for itself
CLOSED, HOST_GONE = 0, 3


def serve(config, baton):
    """One cell from its birth to its end, from the baton on as the one that the host talks to; the value is this process's exit code."""
    os.setsid()
    warden = Warden(config)
    try:
        warden.bear()
        if not os.read(baton, 1):
            return HOST_GONE
        kind, payload = read_frame()
        if kind == b"P":
            warden.admit(payload)
            warden.relay()
        return CLOSED
    except EOFError:
        return HOST_GONE
    finally:
        warden.bury()


def read_frame():
    header = read_exact(5)
    return header[:1], read_exact(int.from_bytes(header[1:], "big"))


def read_exact(size):
    data = bytearray()
    while len(data) < size:
        part = os.read(HOST_IN, min(size - len(data), CHUNK))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


class Warden:
    def __init__(self, config):
        self.config = config
        self.pid = None
        self.problem = None
        self.status = None
        self.directory = None
        self.to_cell = self.output = self.errors = self.pidfd = None
        self.to_host = bytearray()
        self.input = collections.deque()
        self.held = 0
        self.input_ended = False
        self.header = b""
        self.payload = 0
        self.error_tail = b""
        self.seen = 0
        self.verdict = None
        self.ended = False
        self.closed = False

    def bear(self):
        """Forks the cell and waits until its walls stand. A failure is kept for the program that comes to it."""
        try:
            if self.config["tier"] == "namespaces":
                walls.leave_namespaces(os.geteuid(), os.getegid())
            with open("/proc/self/statm") as file:
                memory = int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
            inputs, outputs, errors, status = os.pipe(), os.pipe(), os.pipe(), os.pipe()
            me = os.getpid()
            self.pid = os.fork()
            if self.pid == 0:
                for number, end in enumerate((inputs[0], outputs[1], errors[1])):
                    os.dup2(end, number)
                cell.live(self.config, status[1], memory, me)
            for end in (inputs[0], outputs[1], errors[1], status[1]):
                os.close(end)
            self.to_cell, self.output, self.errors, self.status = inputs[1], outputs[0], errors[0], status[0]
            os.set_blocking(self.to_cell, False)
            self.pidfd = os.pidfd_open(self.pid)
            said = os.read(self.status, 5)
            if said != b"ready":
                self.problem = (said + os.read(self.status, 4096)).decode() or "the cell's process died while it was prepared"
        except OSError as e:
            self.problem = str(e)

    def admit(self, payload):
        request = json.loads(payload)
        self.limits = request["limits"]
        self.language = self.config["languages"][request["language"]]
        self.started = time.monotonic()
        if self.problem:
            return
        self.cpu_before = self.cpu()
        if self.config["tier"] != "namespaces":
            payload = self.lay_out(request)
        self.accept(len(payload).to_bytes(4, "big") + payload)

    def lay_out(self, request):
        """Without a file system of its own the program's files lie in a directory that is removed afterwards."""
        files = dict(request["files"])
        if self.language["main"]:
            files[self.language["main"]] = request["source"]
        request["directory"] = None
        if files:
            self.directory = request["directory"] = os.path.realpath(tempfile.mkdtemp(prefix="caravan-"))
            cell.put_files(self.directory, files)
        return json.dumps(request).encode()

    def relay(self):
        if self.problem:
            self.end(broken=self.problem)
        while not (self.ended and self.closed and not self.to_host):
            self.step()

    def step(self):
        poll = select.poll()
        if self.ended or self.held < HELD:
            poll.register(HOST_IN, select.POLLIN)
        if self.to_host:
            poll.register(HOST_OUT, select.POLLOUT)
        if not self.ended:
            poll.register(self.pidfd, select.POLLIN)
            if self.to_cell is not None and self.input:
                poll.register(self.to_cell, select.POLLOUT)
            for pipe in (self.output, self.errors):
                if pipe is not None:
                    poll.register(pipe, select.POLLIN)
        ready = dict(poll.poll(None if self.ended else self.patience() * 1000))
        if HOST_OUT in ready:
            self.send()
        if HOST_IN in ready:
            self.receive()
        if self.ended:
            return
        if self.to_cell in ready:
            self.feed()
        if self.output in ready and not self.carry(self.output):
            self.output = self.drop(self.output)
        if self.errors in ready and not self.carry(self.errors):
            self.errors = self.drop(self.errors)
        if self.pidfd in ready:
            self.reap()
        else:
            self.enforce()

    # The host's side

    def receive(self):
        if self.payload == 0:
            part = os.read(HOST_IN, 5 - len(self.header))
            if not part:
                raise EOFError
            self.header += part
            if len(self.header) == 5:
                kind, self.payload = self.header[:1], int.from_bytes(self.header[1:], "big")
                self.header = b""
                if kind == b"E":
                    self.input_ended = True
                    self.feed()
                elif kind == b"C":
                    self.closed = True
                    self.kill("CLOSED")
            return
        part = os.read(HOST_IN, min(self.payload, CHUNK))
        if not part:
            raise EOFError
        self.payload -= len(part)
        self.accept(part)

    def send(self):
        """A pipe that polls as writable takes this much without blocking."""
        sent = os.write(HOST_OUT, self.to_host[:PIPE_SAFE])
        del self.to_host[:sent]

    def tell(self, kind, payload):
        self.to_host += kind + len(payload).to_bytes(4, "big") + payload

    # The cell's side

    def accept(self, data):
        if self.to_cell is not None:
            self.input.append(memoryview(data))
            self.held += len(data)
            self.feed()

    def feed(self):
        try:
            while self.input:
                sent = os.write(self.to_cell, self.input[0])
                self.held -= sent
                if sent < len(self.input[0]):
                    self.input[0] = self.input[0][sent:]
                    return
                self.input.popleft()
        except BlockingIOError:
            return
        except BrokenPipeError:
            self.input_ended = True
        if self.input_ended and self.to_cell is not None:
            self.to_cell = self.drop(self.to_cell)

    def drop(self, pipe):
        os.close(pipe)
        if pipe == self.to_cell:
            self.input.clear()
            self.held = 0
        return None

    def carry(self, pipe):
        """Passes on what the program wrote, as far as it may; false at the end."""
        data = os.read(pipe, CHUNK)
        more = bool(data)
        room = self.limits["output_bytes"] - self.seen
        if len(data) > room:
            self.kill("OUTPUT")
            data = data[:room]
        self.seen += len(data)
        if pipe == self.errors:
            self.error_tail = (self.error_tail + data)[-TAIL:]
        elif data:
            self.tell(b"O", data)
        return more

    # Limits

    def cpu(self):
        """Seconds of processor time, of all threads."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def patience(self):
        cpu_left = self.limits["cpu"] - (self.cpu() - self.cpu_before)
        wall_left = self.started + self.limits["wall"] - time.monotonic()
        tick = TICK if self.config["tier"] == "namespaces" else TASK_TICK
        return max(0.001, min(tick, wall_left, cpu_left))

    def enforce(self):
        if time.monotonic() - self.started >= self.limits["wall"]:
            self.kill("TIME")
        elif self.cpu() - self.cpu_before >= self.limits["cpu"]:
            self.kill("CPU")
        elif self.config["tier"] != "namespaces" and self.tasks() > self.limits["processes"] + self.language["threads"]:
            self.kill("PROCESSES")
        elif self.language["command"] and self.resident() > self.limits["memory_bytes"] + RUNTIME_MEMORY:
            self.kill("MEMORY")

    def tasks(self):
        with open(f"/proc/{self.pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[17])

    def resident(self):
        """Runtimes that reserve more address space than they use cannot live under RLIMIT_AS."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def kill(self, verdict):
        if not self.ended and self.verdict is None:
            self.verdict = verdict
            if self.pid:
                os.kill(self.pid, signal.SIGKILL)

    def reap(self):
        _, status, usage = os.wait4(self.pid, 0)
        self.pid = None
        for pipe in (self.output, self.errors):
            if pipe is not None:
                os.set_blocking(pipe, False)
                try:
                    while self.carry(pipe) and self.verdict != "OUTPUT":
                        pass
                except BlockingIOError:
                    pass
        said = os.read(self.status, 4096).decode()
        if said:
            self.end(broken=said)
        elif self.verdict:
            self.end(killed=self.verdict)
        else:
            self.end(**self.own_end(status, usage.ru_utime + usage.ru_stime - self.cpu_before))

    def own_end(self, status, used):
        """How a process ended that was not killed here."""
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
        sign = self.language["out_of_memory"]
        if code == cell.OUT_OF_MEMORY or (code != 0 and sign and sign.encode() in self.error_tail):
            return {"killed": "MEMORY"}
        if code is not None:
            return {"exited": code}
        if os.WTERMSIG(status) == signal.SIGXCPU or used >= self.limits["cpu"]:
            return {"killed": "CPU"}
        if os.WTERMSIG(status) == signal.SIGKILL:
            return {"broken": "killed from outside; the machine may be out of memory"}
        return {"killed": "SIGNAL"}

    def end(self, **how):
        self.ended = True
        how["stderr"] = self.error_tail.decode("utf-8", "replace")
        how["wall"] = time.monotonic() - self.started
        self.tell(b"X", json.dumps(how).encode())

    def bury(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
