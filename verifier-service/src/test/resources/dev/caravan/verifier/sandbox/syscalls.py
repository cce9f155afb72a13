"""Makes syscalls.csv, the numbers of system calls on both architectures as libseccomp knows them: python3 syscalls.py > syscalls.csv"""

import ctypes
import ctypes.util

X86_64, ARM64 = 0xC000003E, 0xC00000B7

library = ctypes.CDLL(ctypes.util.find_library("seccomp"))
library.seccomp_syscall_resolve_num_arch.restype = ctypes.c_void_p
names = set()
for architecture in (X86_64, ARM64):
    for number in range(600):
        pointer = library.seccomp_syscall_resolve_num_arch(architecture, number)
        if pointer:
            names.add(ctypes.string_at(pointer).decode())
print("name,x86_64,arm64")
for name in sorted(names):
    numbers = [library.seccomp_syscall_resolve_name_arch(a, name.encode()) for a in (X86_64, ARM64)]
    print(name, *(number if number >= 0 else "" for number in numbers), sep=",")
