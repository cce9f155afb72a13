"""Answers from another thread, all the time."""
import json, os, struct, threading
def noise():
    body = json.dumps(["ok", True, None]).encode()
    for _ in range(2000):
        try:
            os.write(3, struct.pack(">cI", b"R", len(body)) + body)
        except OSError:
            return
def f(x):
    threading.Thread(target=noise, daemon=True).start()
    return -1
