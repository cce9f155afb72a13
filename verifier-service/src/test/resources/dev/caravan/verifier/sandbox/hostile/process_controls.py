# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
# PDEATHSIG, DUMPABLE, KEEPCAPS, SECCOMP, NO_NEW_PRIVS, SUBREAPER, TIMERSLACK, PTRACER, MM, SPECULATION, SECUREBITS, CAP_AMBIENT, SYSCALL_USER_DISPATCH
for option in (1, 4, 8, 22, 38, 36, 29, 0x59616D61, 35, 53, 28, 47, 59, 23, 24, 33, 41, 62):
    if libc.prctl(option, 0, 0, 0, 0) == 0:
        print("sets", option)
print("held")
