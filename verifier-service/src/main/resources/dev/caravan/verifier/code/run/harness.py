"""The tests' process: runs the tests with stand-ins for the candidate's names. What it learns of the candidate is plain data."""

import ast
import builtins
import symtable
import sys
import time

from caravan_bridge import (
    PLAIN, CandidateError, CannotCross, Channel, Peer, Remote, RemoteIterator, RemoteObject, called, short
)

LABEL_LENGTH = 160
SHOWN_LENGTH = 80

last = []  # what the candidate gave last, as shown


class BrokenTests(Exception):
    """The tests fail for a reason of their own, whatever the candidate does."""


class Trials:
    """The outcome of each test, in order, and what went wrong in the first that failed."""

    def __init__(self, lines, peer):
        self.lines = lines
        self.peer = peer
        self.outcomes = []
        self.first = None

    def run(self, action, label=None):
        """Runs a test; its label, unless given, is the line of the tests in which it fails."""
        last.clear()
        start = time.perf_counter()
        try:
            action()
        except BaseException as error:
            self.add(time.perf_counter() - start, error, label)
            return False
        return self.add(time.perf_counter() - start, None, label)

    def add(self, seconds, error, label=None):
        if isinstance(error, BrokenTests):
            raise error
        # A test that expects any error at all must not pass because the candidate has left.
        gone = self.peer.gone
        passed = error is None and gone is None
        self.outcomes.append([passed, round(seconds, 6)])
        if not passed and self.first is None:
            if label is None:
                label = self.lines[failing_line(error) - 1] if error is not None else ""
            problem = gone if gone is not None else told(error)
            self.first = clip(label, LABEL_LENGTH) + (": " + problem if problem else "")
        return passed


class Trial:
    """One assert of a check function, counted by itself."""

    def __init__(self, trials, line):
        self.trials, self.label = trials, trials.lines[line - 1]

    def __enter__(self):
        last.clear()
        self.start = time.perf_counter()

    def __exit__(self, kind, error, traceback):
        self.trials.add(time.perf_counter() - self.start, error, self.label)
        return True


def told(error):
    """What to say of a failed test: what the candidate gave, or the error."""
    if isinstance(error, CandidateError):
        return "it raised " + error.what
    if type(error) is AssertionError:
        parts = [short(error), "got " + last[-1] if last else ""]
        return clip(", ".join(p for p in parts if p), LABEL_LENGTH)
    if isinstance(error, ImportError):
        raise BrokenTests(short(error))
    return type(error).__name__ + ": " + clip(short(error), LABEL_LENGTH)


def failing_line(error):
    line, step = 1, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "tests":
            line = step.tb_lineno
        step = step.tb_next
    return line


def clip(text, length):
    text = " ".join(text[: 4 * length].split())
    return text if len(text) <= length else text[:length] + "..."


class Candidate(RemoteObject):
    """A value of the candidate's. What its last call gave is kept, to say it where a test fails."""

    def __call__(self, *args, **kwargs):
        last.clear()
        result = RemoteObject.__call__(self, *args, **kwargs)
        last.append(shown(result))
        return result


def remote(peer, number, iterator):
    return (RemoteIterator if iterator else Candidate)(peer, number)


def shown(value):
    if isinstance(value, Remote):
        return "an object"
    if type(value) not in PLAIN and hasattr(value, "__len__") and len(value) > 1000:
        return "a %s of length %d" % (type(value).__name__, len(value))
    if type(value) is int and value.bit_length() > 1000:
        return "an int of %d bits" % value.bit_length()
    try:
        return clip(value if type(value) is str and not value else repr(value), SHOWN_LENGTH)
    except Exception:
        return "a " + type(value).__name__


def serve(peer, frame):
    """What the candidate may do with the values that the tests pass to it: call a function, go on with an iterator."""
    operation, target = frame[0], peer.own(frame[1])
    if operation == "call" and callable(target):
        return called(peer, target, frame[2], frame[3])
    if operation == "next" and hasattr(type(target), "__next__"):
        return (peer.encode(next(target)),)
    raise CannotCross(operation)


def free_names(source):
    """The names that the tests use and do not bind themselves."""
    names, bound = set(), set()

    def visit(table):
        module = table.get_type() == "module"
        for symbol in table.get_symbols():
            if module and (symbol.is_assigned() or symbol.is_imported()):
                bound.add(symbol.get_name())
            elif symbol.is_referenced() and (module or symbol.is_global()):
                names.add(symbol.get_name())
        for child in table.get_children():
            visit(child)

    visit(symtable.symtable(source, "tests", "exec"))
    return names - bound


def used_as_module(name, tree):
    """Whether a name is only used as in NAME.attribute: as a module that the program is expected to have imported."""
    owners = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    return all(id(n) in owners for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name)


def subject(tree):
    """The function that the first assert calls, for tests that name nothing but builtins: some data sets redefine one, such as sum."""
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                return node.func.id
    return None


class Tests:
    """The tests' code, compiled before the candidate has any say: what goes wrong here is the tests' own fault."""

    def __init__(self, start):
        self.entry = start["entry_point"]
        self.setup = start["setup"]
        self.texts = start["tests"] if start["test"] is None else [start["test"]]
        self.source = "\n".join(self.texts)
        self.namespace = {"__name__": "tests", "__builtins__": builtins}
        if start["prompt"]:
            exec(compile(start["prompt"], "prompt", "exec"), self.namespace)
            self.namespace.pop(self.entry, None)
        self.setup_code = compile(self.setup, "setup", "exec")
        if start["test"] is None:
            self.codes = [compile(text, "tests", "exec") for text in self.texts]
        else:
            self.codes = [self._check()]
        self.is_check = start["test"] is not None
        everything = self.setup + "\n" + self.source
        tree = ast.parse(everything)
        self.wanted = {n for n in free_names(everything) if n not in self.namespace and not hasattr(builtins, n)}
        if self.entry is None and not self.wanted:
            self.entry = subject(tree)
        if self.entry is not None:
            self.wanted.add(self.entry)
        self.modules = {n for n in self.wanted if n in sys.stdlib_module_names and used_as_module(n, tree)} - {self.entry}

    def _check(self):
        """The form with check(candidate): each assert that stands directly in it becomes a test."""
        tree = ast.parse(self.source)
        checks = [s for s in tree.body if isinstance(s, ast.FunctionDef) and s.name == "check"]
        if not checks:
            raise BrokenTests("they do not define check(candidate)")
        body = checks[-1].body
        for i, statement in enumerate(body):
            if isinstance(statement, ast.Assert):
                body[i] = ast.parse("with __trial__(%d): pass" % statement.lineno).body[0]
                body[i].body = [statement]
        return compile(tree, "tests", "exec")

    def run(self, peer, trials):
        try:
            self._bind_names(peer)
            exec(self.setup_code, self.namespace)
        except BaseException as error:
            trials.add(0, error, "before the first test")
            return
        if not self.is_check:
            for text, code in zip(self.texts, self.codes):
                trials.run(lambda: exec(code, self.namespace), text)
            return
        self.namespace["__trial__"] = lambda line: Trial(trials, line)
        # Before the tests define their check, which may be the candidate's name too.
        candidate = self.namespace[self.entry]
        try:
            exec(self.codes[0], self.namespace)
            self.namespace["check"](candidate)
        except BaseException as error:
            trials.add(0, error)
        if not trials.outcomes:
            trials.add(0, None)

    def _bind_names(self, peer):
        """Gives the tests what they refer to: modules of the library and the candidate's own names. A builtin is replaced only if it is
        the one thing that is tested."""
        for name in self.modules:
            self.namespace[name] = __import__(name)
        for name in sorted(self.wanted - self.modules):
            try:
                self.namespace[name] = peer.decode(peer.ask("name", name)[0])
            except Exception:
                if name == self.entry and self.is_check:
                    raise CandidateError("NameError: name '%s' is not defined" % name) from None
                # The tests find out when they use the name.
                self.namespace.pop(name, None)


def main():
    channel = Channel()
    _, start = channel.receive()
    token = start["token"]
    try:
        tests = Tests(start)
        peer = Peer(channel, serve, remote, lambda value: callable(value) or hasattr(type(value), "__next__"))
        trials = Trials(tests.source.split("\n"), peer)
        tests.run(peer, trials)
        channel.send(b"D", {"token": token, "tests": trials.outcomes, "first": trials.first})
    except SyntaxError as error:
        channel.send(b"D", {"token": token, "broken": "line %s: %s" % (error.lineno, error.msg)})
    except BaseException as error:
        channel.send(b"D", {"token": token, "broken": short(error) or type(error).__name__})
