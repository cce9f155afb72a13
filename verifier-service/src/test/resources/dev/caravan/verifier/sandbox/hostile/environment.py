# ends: held
import os

known = {"LANG", "LC_CTYPE", "MALLOC_ARENA_MAX", "PATH", "PYTHONHASHSEED"}
print("held" if set(os.environ) <= known else f"sees {set(os.environ) - known}")
