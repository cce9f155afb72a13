# ends: held
import ctypes
import os

host = int(input().split()[2])
for attempt in (
    lambda: os.nice(-5),
    lambda: os.nice(5),
    lambda: os.setpriority(os.PRIO_PROCESS, host, 19),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
    lambda: os.sched_setaffinity(0, {0}),
    lambda: os.sched_setaffinity(host, {0}),
):
    try:
        attempt()
    except OSError:
        continue
    print("schedules")
libc = ctypes.CDLL(None, use_errno=True)
if libc.mlockall(3) == 0:
    print("locks its memory")
print("held")
