"""What the candidate's process and the tests' process share: frames of plain data over a pair of pipes, in strict turns.

A value crosses as JSON of exact builtin types; anything else stays where it is and crosses as a number that stands for it. Subclasses of
builtin types cross as the builtin value they hold, so no method that a candidate has overridden ever runs beside the tests.
"""

import builtins
import io
import json
import os
import struct
import sys

FRAME_LIMIT = 16 << 20
BIG_INT_BITS = 8192
CONSTANTS = {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}
TYPES = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and not name.startswith("_")
}
NAMES = {id(value): name for name, value in {**TYPES, **CONSTANTS}.items()}
PLAIN = frozenset((str, int, float, bool, type(None)))


class CannotCross(TypeError):
    """A value that has no form as plain data and may not be handed out by number either."""


class Gone(BaseException):
    """The other process has ended; no Exception, so that no test that expects one takes it for its own."""


class Nowhere(io.RawIOBase):
    """Takes what is printed."""

    def writable(self):
        return True

    def write(self, data):
        return len(data)


NOWHERE = io.TextIOWrapper(io.BufferedWriter(Nowhere()), encoding="utf-8", errors="replace")


class Channel:
    """Frames over the descriptors that the process was started with, which are put out of the way of print and input."""

    def __init__(self):
        sys.set_int_max_str_digits(0)
        self._in = os.fdopen(os.dup(0), "rb")
        self._out = os.dup(1)
        # Where nothing may be opened for writing, what is printed cannot go to the null device itself.
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.close(null)
        sys.stdout = sys.__stdout__ = NOWHERE

    def receive(self):
        """The next frame's kind and its JSON value; Gone at the end of the stream."""
        head = self._in.read(5)
        if len(head) < 5:
            raise Gone()
        kind, length = struct.unpack(">cI", head)
        body = self._in.read(length)
        if len(body) < length:
            raise Gone()
        return kind, json.loads(body)

    def send(self, kind, value):
        body = json.dumps(value, separators=(",", ":")).encode("ascii")
        if len(body) > FRAME_LIMIT:
            raise CannotCross("a value of more than %d MiB" % (FRAME_LIMIT >> 20))
        frame = memoryview(struct.pack(">cI", kind, len(body)) + body)
        while frame:
            frame = frame[os.write(self._out, frame) :]


class Peer:
    """One end: asks the other end, and answers what it asks meanwhile.

    ``serve`` does what is asked, ``remote`` makes what stands for a value of the other end, ``may_hand_out`` says which of our own values
    may be referred to by number. ``gone`` says why the other end has ended, once it has.
    """

    def __init__(self, channel, serve, remote, may_hand_out):
        self.channel = channel
        self._serve = serve
        self._remote = remote
        self._may_hand_out = may_hand_out
        self.gone = None
        self._ours = []
        self._numbers = {}

    def own(self, number):
        return self._ours[number]

    def ask(self, *request):
        """Sends a request, answers what comes back in between, and returns the value of the reply or raises its error."""
        self.channel.send(b"R", request)
        while True:
            kind, frame = self.channel.receive()
            if kind == b"G":
                self.gone = frame
                raise Gone(frame)
            if frame[0] == "ok":
                return frame[1:]
            if frame[0] == "raise":
                raise raised(frame[1], frame[2])
            self.answer(frame)

    def answer(self, frame):
        try:
            reply = ["ok", *self._serve(self, frame)]
            self.channel.send(b"R", reply)
        except Gone:
            raise
        except BaseException as error:
            names = [c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins"]
            self.channel.send(b"R", ["raise", names, short(error)])

    def encode(self, value):
        kind = type(value)
        if kind in PLAIN:
            if kind is int and value.bit_length() > BIG_INT_BITS:
                return {"int": hex(value)}
            return value
        if kind is list:
            return [self.encode(v) for v in value]
        if kind is tuple:
            return {"tuple": [self.encode(v) for v in value]}
        if kind is dict:
            return {"dict": [[self.encode(k), self.encode(v)] for k, v in value.items()]}
        if kind is set or kind is frozenset:
            return {kind.__name__: [self.encode(v) for v in value]}
        if kind is bytes or kind is bytearray:
            return {kind.__name__: value.hex()}
        if kind is complex:
            return {"complex": [value.real, value.imag]}
        if kind is range:
            return {"range": [value.start, value.stop, value.step]}
        if isinstance(value, Remote):
            return {"yours": object.__getattribute__(value, "_number")}
        name = NAMES.get(id(value))
        if name is not None:
            return {"builtin": name}
        return self._encode_library(value, kind)

    def _encode_library(self, value, kind):
        name = kind.__module__ + "." + kind.__qualname__
        if name == "collections.Counter" or name == "collections.OrderedDict":
            return {name: self.encode(dict(value))}
        if name == "collections.deque":
            return {name: [[self.encode(v) for v in value], value.maxlen]}
        if name == "decimal.Decimal" or name == "fractions.Fraction":
            return {name: str(value)}
        if name in ("datetime.date", "datetime.datetime", "datetime.time") and getattr(value, "tzinfo", None) is None:
            return {name: value.isoformat()}
        if name == "datetime.timedelta":
            return {name: [value.days, value.seconds, value.microseconds]}
        for base in (int, float, complex, str, bytes, tuple, list, dict, set, frozenset):
            if isinstance(value, base):
                return self.encode(base_value(value, base))
        if not self._may_hand_out(value):
            raise CannotCross("a value of type " + kind.__name__)
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._ours)
            self._ours.append(value)
        return {"mine": [number, hasattr(kind, "__next__")]}

    def decode(self, value):
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is list:
            return [self.decode(v) for v in value]
        ((tag, body),) = value.items()
        if tag == "tuple":
            return tuple([self.decode(v) for v in body])
        if tag == "dict":
            return {self.decode(k): self.decode(v) for k, v in body}
        if tag == "set" or tag == "frozenset":
            return TYPES[tag]([self.decode(v) for v in body])
        if tag == "bytes" or tag == "bytearray":
            return TYPES[tag].fromhex(body)
        if tag == "int":
            return int(body, 16)
        if tag == "complex" or tag == "range":
            return TYPES[tag](*body)
        if tag == "yours":
            return self._ours[body]
        if tag == "mine":
            return self._remote(self, *body)
        if tag == "builtin":
            return TYPES[body] if body in TYPES else CONSTANTS[body]
        return self._decode_library(tag, body)

    def _decode_library(self, tag, body):
        module, _, name = tag.partition(".")
        if tag in ("collections.Counter", "collections.OrderedDict"):
            return getattr(__import__(module), name)(self.decode(body))
        if tag == "collections.deque":
            return __import__(module).deque([self.decode(v) for v in body[0]], body[1])
        if tag in ("decimal.Decimal", "fractions.Fraction"):
            return getattr(__import__(module), name)(body)
        if tag in ("datetime.date", "datetime.datetime", "datetime.time"):
            return getattr(__import__(module), name).fromisoformat(body)
        if tag == "datetime.timedelta":
            return __import__(module).timedelta(*body)
        raise CannotCross("unknown tag")


class Remote:
    """A value of the other process. Equal to nothing but itself, whatever its class says over there."""

    def __init__(self, peer, number):
        object.__setattr__(self, "_peer", peer)
        object.__setattr__(self, "_number", number)

    def __call__(self, *args, **kwargs):
        return call(self._peer, self._number, args, kwargs)


class RemoteIterator(Remote):
    def __iter__(self):
        return self

    def __next__(self):
        return self._peer.decode(self._peer.ask("next", self._number)[0])


class RemoteObject(Remote):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._peer.decode(self._peer.ask("get", self._number, name)[0])

    def __setattr__(self, name, value):
        self._peer.ask("set", self._number, name, self._peer.encode(value))

    def __getitem__(self, key):
        return self._peer.decode(self._peer.ask("item", self._number, self._peer.encode(key))[0])

    def __iter__(self):
        return self._peer.decode(self._peer.ask("iter", self._number)[0])


def call(peer, target, args, kwargs):
    """Calls a function of the other process and copies back what it changed in its arguments."""
    encoded = [peer.encode(a) for a in args]
    named = {k: peer.encode(v) for k, v in kwargs.items()}
    result, changed = peer.ask("call", target, encoded, named)
    if changed is not None:
        for old, new in zip(args, changed[0]):
            update(old, peer.decode(new))
        for name, new in changed[1].items():
            update(kwargs[name], peer.decode(new))
    return peer.decode(result)


def called(peer, function, encoded, named):
    """Serves a call: the result, and the arguments where the function has changed them."""
    args = [peer.decode(a) for a in encoded]
    kwargs = {k: peer.decode(v) for k, v in named.items()}
    result = peer.encode(function(*args, **kwargs))
    if not any(type(a) in (list, dict) for a in [*encoded, *named.values()]):
        return result, None
    after = [[peer.encode(a) for a in args], {k: peer.encode(v) for k, v in kwargs.items()}]
    return result, None if after == [encoded, named] else after


def update(old, new):
    """Makes a mutable value equal to a new one, in place as far down as both have the same shape."""
    if type(old) is not type(new):
        return
    if type(old) is list:
        inner = old[:]
        for i in range(min(len(old), len(new))):
            if type(inner[i]) is type(new[i]) and type(new[i]) in (list, dict, set, bytearray):
                update(inner[i], new[i])
                new[i] = inner[i]
        old[:] = new
    elif type(old) is dict:
        for key in new:
            if type(old.get(key)) is type(new[key]) and type(new[key]) in (list, dict, set, bytearray):
                update(old[key], new[key])
                new[key] = old[key]
        old.clear()
        old.update(new)
    elif type(old) is set:
        old.clear()
        old.update(new)
    elif type(old) is bytearray:
        old[:] = new


def base_value(value, base):
    if base is dict:
        return dict(dict.items(value))
    if base in (tuple, list, set, frozenset):
        return base(base.__iter__(value))
    if base is complex:
        return complex(complex.__add__(value, 0))
    if base is str:
        return str.__str__(value) if type(str.__str__(value)) is str else "".join(str.__iter__(value))
    if base is bytes:
        return bytes(bytes.__iter__(value))
    return base.__int__(value) if base is int else float.__float__(value)


class CandidateError(Exception):
    """An error that was raised in the other process."""

    def __init__(self, what):
        super().__init__(what)
        self.what = what


def raised(names, message):
    """The error of a reply, as a class that is both a CandidateError and the nearest builtin exception."""
    what = (names[0] + ": " + message) if message else names[0]
    for name in names:
        kind = TYPES.get(name)
        if kind is not None and issubclass(kind, Exception):
            if kind is StopIteration or kind is StopAsyncIteration:
                return kind()
            try:
                return type(name, (CandidateError, kind), {})(what)
            except TypeError:
                break
    return CandidateError(what)


def short(error):
    try:
        text = str(error)
    except BaseException:
        text = ""
    return text if len(text) <= 200 else text[:200] + "..."

