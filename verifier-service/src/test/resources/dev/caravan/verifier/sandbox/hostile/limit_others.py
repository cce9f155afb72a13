# ends: held
import resource

host = int(input().split()[2])
for target in (host, 1, 0):
    try:
        resource.prlimit(target, resource.RLIMIT_NOFILE, (0, 0))
    except OSError:
        continue
    print("limits", target)
print("held")
