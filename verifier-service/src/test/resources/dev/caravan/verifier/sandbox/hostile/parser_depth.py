# ends: exit 1 or MEMORY or SIGNAL
eval("(" * 100000 + ")" * 100000)
