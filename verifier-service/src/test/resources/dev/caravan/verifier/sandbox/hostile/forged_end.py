# ends: exit 7
import json
import os

end = json.dumps({"exited": 0, "stderr": "", "wall": 0.0}).encode()
for descriptor in range(0, 64):
    try:
        os.write(descriptor, b"X" + len(end).to_bytes(4, "big") + end)
    except OSError:
        pass
os._exit(7)
