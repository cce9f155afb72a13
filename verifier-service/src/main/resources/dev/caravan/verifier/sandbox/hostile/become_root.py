# ends: held
import ctypes
import os

for attempt in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.seteuid(0)):
    try:
        attempt()
    except OSError:
        continue
    print("changes its user")
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
everything = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
if ctypes.CDLL(None).capset(header, everything) == 0:
    print("gains capabilities")
held = (ctypes.c_uint32 * 6)()
ctypes.CDLL(None).capget(header, held)
if any(held):
    print("has capabilities", list(held))
print("held" if 0 not in os.getresuid() else "is root")
