# Takes the first frame of the host: the source of a slot's other modules, so that nothing has to lie on disk, and what to tell the first.
import json, os, sys, types


def exactly(size):
    data = bytearray()
    while len(data) < size:
        part = os.read(0, size - len(data))
        if not part:
            sys.exit(1)
        data += part
    return data


frame = json.loads(exactly(int.from_bytes(exactly(5)[1:], "big")))
for name, source in frame["modules"]:
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(source, name + ".py", "exec"), module.__dict__)
sys.modules["warden"].main(frame["config"])
