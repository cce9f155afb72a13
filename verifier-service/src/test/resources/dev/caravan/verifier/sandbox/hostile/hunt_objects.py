# ends: held
import gc

marker = "left" + "-behind-in-memory"
found = [o for o in gc.get_objects() if isinstance(o, dict) and any(isinstance(v, str) and v.startswith(marker) for v in o.values()) and o is not globals()]
print("held" if not found else "finds another program's text")
