# ends: exit 1 or MEMORY or SIGNAL or CPU
compile("+".join(["x"] * 300000), "x", "eval")
