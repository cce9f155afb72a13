"""The candidate's process: runs the program, then does what the tests' process asks of it. It never sees a test."""

import ast
import sys
import types

from caravan_bridge import Channel, Peer, Remote, RemoteIterator, called, short

# Its name is not __main__: what stands under `if __name__ == "__main__"` is for people who run the file.
solution = types.ModuleType("solution")


def serve(peer, frame):
    operation, target = frame[0], frame[1]
    if operation == "name":
        return (peer.encode(vars(solution)[target]),)
    value = peer.own(target)
    if operation == "call":
        return called(peer, value, frame[2], frame[3])
    if operation == "next":
        return (peer.encode(next(value)),)
    if operation == "get":
        return (peer.encode(getattr(value, frame[2])),)
    if operation == "set":
        setattr(value, frame[2], peer.decode(frame[3]))
        return (None,)
    if operation == "item":
        return (peer.encode(value[peer.decode(frame[2])]),)
    if operation == "iter":
        return (peer.encode(iter(value)),)
    raise TypeError(operation)


def assemble(program, prompt, entry):
    """The program's code: by itself, after the prompt's imports and helpers, or as the continuation of the prompt's last function."""
    if not prompt:
        return compile(program, "solution", "exec")
    forms = [prompt + program]
    if defines(program, entry):
        forms.insert(0, prompt + "\n" + program)
        forms.append(program)
    problem = None
    for form in forms:
        try:
            return compile(form, "solution", "exec")
        except SyntaxError as error:
            problem = problem or error
    raise problem


def defines(program, name):
    try:
        body = ast.parse(program).body
    except SyntaxError:
        return False
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and statement.name == name:
            return True
        if isinstance(statement, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in statement.targets):
            return True
    return False


def remote(peer, number, iterator):
    return (RemoteIterator if iterator else Remote)(peer, number)


def main():
    channel = Channel()
    _, start = channel.receive()
    sys.modules["solution"] = solution
    try:
        exec(assemble(start["program"], start["prompt"], start["entry_point"]), vars(solution))
        channel.send(b"L", None)
    except BaseException as error:
        channel.send(b"F", type(error).__name__ + ": " + short(error))
        raise SystemExit
    peer = Peer(channel, serve, remote, lambda value: True)
    while True:
        peer.answer(channel.receive()[1])
