"""
One slot: runs one program after the other, each in a cell of its own. It carries their input and output, enforces their limits and reports
their ends. Programs pass through it, so it forks nothing: cells come from its zygote, which never sees a program.

Frames in both directions are a kind (one byte), a length (four bytes, big-endian) and a payload.
From the host: P program (JSON), I input, E end of input, C close. To the host: R ready for the first program, U or F instead: not here, or
not now, with a reason; then, per program, O output, X the end (JSON).
"""

import collections
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time

import cell
import kernel
import walls
import zygote

HOST_IN, HOST_OUT = 0, 1
CHUNK, HELD, TAIL = 65536, 65536, 16384
TICK = 0.05
TASK_TICK = 0.005  # where threads are counted here, so that they are few before anyone looks
RUNTIME_MEMORY = 192 << 20  # what a JVM or node needs for itself


def main(config):
    os.setsid()
    host = Host()
    try:
        become(config["user"])
        nursery = Nursery(config)
        spare = nursery.deliver()
    except BaseException as e:
        host.tell(*refusal(e))
        host.flush()
        os._exit(1)
    host.tell(b"R", b"")
    host.flush()
    try:
        while True:
            await_program(host, nursery, spare)
            taken = spare
            nursery.order()  # the next one's walls go up while this program runs
            Guard(config, host, taken).run()
            spare = nursery.deliver()
    except EOFError:
        os._exit(0)  # the host is gone
    except BaseException as e:
        sys.stderr.write(str(e) or type(e).__name__)
        sys.stderr.flush()
        os._exit(1)


def refusal(error):
    told = error.args[0] if isinstance(error, Failure) else walls.complaint(error)
    return told[:1], told[1:]


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


def await_program(host, nursery, spare):
    """Returns when the host has something to say; the slot ends if what it needs for the next program is gone."""
    poll = select.poll()
    for descriptor in (HOST_IN, nursery.socket.fileno(), spare.pidfd):
        poll.register(descriptor, select.POLLIN)
    while not host.incoming:
        ready = dict(poll.poll())
        if HOST_IN not in ready:
            raise Failure(b"F" + b"its processes were killed from outside; the machine may be out of memory")
        host.fill()


class Failure(Exception):
    """A kind (U: not on this machine, F: not now) and a reason, as bytes."""

    def __str__(self):
        return self.args[0][1:].decode("utf-8", "replace")


class Nursery:
    """Where cells come from: the zygote, forked before this process has seen a program."""

    def __init__(self, config):
        self.socket, orders = socket.socketpair()
        if os.fork() == 0:
            self.socket.close()
            zygote.main(config, orders)
        orders.close()
        self.order()

    def order(self):
        self.socket.send(zygote.ORDER)

    def deliver(self):
        """The cell that was ordered, once its walls stand."""
        said, pipes, _, _ = socket.recv_fds(self.socket, 4096, 4)
        if len(pipes) < 4:
            raise Failure(said or b"Fthe slot's interpreter died")
        return Ward(int.from_bytes(said, "big"), *pipes)


class Ward:
    """A cell as it is seen from here: a process and the other ends of its pipes."""

    def __init__(self, pid, to_cell, output, errors, status):
        self.pid = pid
        self.pidfd = os.pidfd_open(pid)
        self.to_cell, self.output, self.errors, self.status = to_cell, output, errors, status
        os.set_blocking(to_cell, False)
        said = os.read(status, 4096)
        if said != b"R":
            raise Failure(said or b"Fthe cell's process died while it was prepared")


class Host:
    """The service at the other end of standard input and output."""

    def __init__(self):
        self.incoming = bytearray()
        self.outgoing = bytearray()
        os.set_blocking(HOST_OUT, False)

    def fill(self):
        part = os.read(HOST_IN, CHUNK)
        if not part:
            raise EOFError
        self.incoming += part

    def frame(self):
        """The next frame that is here in whole, or None."""
        if len(self.incoming) < 5:
            return None
        end = 5 + int.from_bytes(self.incoming[1:5], "big")
        if len(self.incoming) < end:
            return None
        kind, payload = bytes(self.incoming[:1]), bytes(self.incoming[5:end])
        del self.incoming[:end]
        return kind, payload

    def tell(self, kind, payload):
        self.outgoing += kind + len(payload).to_bytes(4, "big") + payload
        self.send()

    def send(self):
        try:
            while self.outgoing:
                sent = os.write(HOST_OUT, self.outgoing[:CHUNK])
                del self.outgoing[:sent]
        except BlockingIOError:
            pass

    def flush(self):
        os.set_blocking(HOST_OUT, True)
        self.send()
        os.set_blocking(HOST_OUT, False)


class Guard:
    """Sees one program through."""

    def __init__(self, config, host, ward):
        self.config = config
        self.host = host
        self.ward = ward
        self.directory = None
        self.input = collections.deque()
        self.held = 0
        self.input_ended = False
        self.error_tail = b""
        self.seen = 0
        self.verdict = None
        self.ended = False
        self.closed = False

    def run(self):
        try:
            frame = self.host.frame()
            while frame is None:
                self.host.fill()
                frame = self.host.frame()
            if frame[0] != b"P":
                raise ValueError("a frame of kind %r where a program should be" % frame[0])
            self.admit(frame[1])
            while not (self.ended and self.closed and not self.host.outgoing):
                self.step()
        finally:
            self.leave()

    def admit(self, payload):
        request = json.loads(payload)
        self.limits = request["limits"]
        self.language = self.config["languages"][request["language"]]
        self.started = time.monotonic()
        self.cpu_before = self.cpu()
        if self.config["tier"] != "namespaces":
            payload = self.lay_out(request)
        self.accept(len(payload).to_bytes(4, "big") + payload)
        self.hear()

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

    def step(self):
        ward = self.ward
        poll = select.poll()
        if self.ended or self.held < HELD:
            poll.register(HOST_IN, select.POLLIN)
        if self.host.outgoing:
            poll.register(HOST_OUT, select.POLLOUT)
        if not self.ended:
            poll.register(ward.pidfd, select.POLLIN)
            if ward.to_cell is not None and self.input:
                poll.register(ward.to_cell, select.POLLOUT)
            for pipe in (ward.output, ward.errors):
                if pipe is not None:
                    poll.register(pipe, select.POLLIN)
        ready = dict(poll.poll(None if self.ended else self.patience() * 1000))
        if HOST_OUT in ready:
            self.host.send()
        if HOST_IN in ready:
            self.host.fill()
            self.hear()
        if self.ended:
            return
        if ward.to_cell in ready:
            self.feed()
        if ward.output in ready and not self.carry(ward.output):
            ward.output = self.drop(ward.output)
        if ward.errors in ready and not self.carry(ward.errors):
            ward.errors = self.drop(ward.errors)
        if ward.pidfd in ready:
            self.reap()
        else:
            self.enforce()

    # The host's side

    def hear(self):
        """Takes the frames that are here, up to the one that closes the program."""
        while not self.closed:
            frame = self.host.frame()
            if frame is None:
                return
            kind, payload = frame
            if kind == b"I":
                self.accept(payload)
            elif kind == b"E":
                self.input_ended = True
                self.feed()
            elif kind == b"C":
                self.closed = True
                self.kill("CLOSED")

    # The cell's side

    def accept(self, data):
        if self.ward.to_cell is not None:
            self.input.append(memoryview(data))
            self.held += len(data)
            self.feed()

    def feed(self):
        to_cell = self.ward.to_cell
        if to_cell is None:
            return
        try:
            while self.input:
                sent = os.write(to_cell, self.input[0])
                self.held -= sent
                if sent < len(self.input[0]):
                    self.input[0] = self.input[0][sent:]
                    return
                self.input.popleft()
        except BlockingIOError:
            return
        except BrokenPipeError:
            self.input_ended = True
        if self.input_ended:
            self.ward.to_cell = self.drop(to_cell)

    def drop(self, pipe):
        os.close(pipe)
        if pipe == self.ward.to_cell:
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
        if pipe == self.ward.errors:
            self.error_tail = (self.error_tail + data)[-TAIL:]
        elif data and not self.closed:
            self.host.tell(b"O", data)
        return more

    # Limits

    def cpu(self):
        """Seconds of processor time, of all threads."""
        return time.clock_gettime((~self.ward.pid << 3) | 2)

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
        with open(f"/proc/{self.ward.pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[17])

    def resident(self):
        """Runtimes that reserve more address space than they use cannot live under RLIMIT_AS."""
        with open(f"/proc/{self.ward.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def kill(self, verdict):
        if not self.ended and self.verdict is None:
            self.verdict = verdict
            os.kill(self.ward.pid, signal.SIGKILL)

    def reap(self):
        ward = self.ward
        _, status, usage = os.wait4(ward.pid, 0)
        ward.pid = None
        for pipe in (ward.output, ward.errors):
            if pipe is not None:
                os.set_blocking(pipe, False)
                try:
                    while self.carry(pipe) and self.verdict != "OUTPUT":
                        pass
                except BlockingIOError:
                    pass
        said = os.read(ward.status, 4096)
        if said:
            raise Failure(said)
        if self.verdict:
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
            raise Failure(b"F" + b"killed from outside; the machine may be out of memory")
        return {"killed": "SIGNAL"}

    def end(self, **how):
        self.ended = True
        how["stderr"] = self.error_tail.decode("utf-8", "replace")
        how["wall"] = time.monotonic() - self.started
        self.host.tell(b"X", json.dumps(how).encode())

    def leave(self):
        """Nothing of the program stays in this process or on the disk."""
        ward = self.ward
        if ward.pid:
            os.kill(ward.pid, signal.SIGKILL)
            os.waitpid(ward.pid, 0)
        for descriptor in (ward.to_cell, ward.output, ward.errors, ward.status, ward.pidfd):
            if descriptor is not None:
                os.close(descriptor)
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
