# ends: held
import sys

for name in ("kernel", "walls", "filters", "cell", "warden", "zygote"):
    module = sys.modules.get(name)
    if module is None:
        continue
    try:
        module.leave_namespaces(0, 0)
        print("leaves again")
    except (AttributeError, OSError):
        pass
    try:
        module.install(b"\x06\0\0\0\0\0\xff\x7f")
        print("installs a filter")
    except (AttributeError, OSError):
        pass
print("held")
