# ends: held
import resource

for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
    for value in ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), resource.getrlimit(kind)):
        try:
            resource.setrlimit(kind, value)
        except (OSError, ValueError):
            continue
        print("sets limit", kind)
print("held")
