"""Leaves a child behind that goes on writing answers while the parent ends."""
import json, os, struct, time
def f(x):
    try:
        child = os.fork()
    except OSError:
        return -1
    if child:
        os._exit(0)
    body = json.dumps(["ok", -1, None]).encode()
    for _ in range(100):
        for descriptor in range(64):
            try:
                os.write(descriptor, struct.pack(">cI", b"R", len(body)) + body)
            except OSError:
                pass
        time.sleep(0.01)
