# ends: held
import os

folder = os.path.dirname(os.__file__)
for path in (folder + "/json/__init__.py", folder + "/__pycache__/abc.pyc", folder + "/sitecustomize.py", folder + "/usercustomize.py", "/usr/lib/python3/dist-packages/x.pth"):
    for mode in ("r+b", "wb", "ab", "xb"):
        try:
            open(path, mode).close()
        except OSError:
            continue
        print("opens", path, mode)
print("held")
