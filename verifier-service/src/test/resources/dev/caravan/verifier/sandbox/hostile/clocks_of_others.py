# ends: held
import time

host = int(input().split()[2])
for number in (host, 1, 2):
    try:
        time.clock_settime(time.CLOCK_REALTIME, 0)
        print("sets the clock")
    except OSError:
        pass
print("held")
