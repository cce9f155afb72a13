# ends: held
import os
import subprocess

for attempt in (
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: subprocess.run(["/bin/true"], check=True),
    lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]) != 127 or 1 / 0,
    lambda: os.popen("echo x").read() or 1 / 0,
    lambda: os.forkpty(),
):
    try:
        attempt()
    except (OSError, ZeroDivisionError, subprocess.SubprocessError):
        continue
    print("spawns")
print("held")
