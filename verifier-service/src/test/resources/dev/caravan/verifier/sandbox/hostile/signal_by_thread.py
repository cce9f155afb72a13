# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
host = int(input().split()[2])
tkill, tgkill, queue, thread_queue, pidfd_open, pidfd_send = (200, 234, 129, 297, 434, 424) if platform.machine() == "x86_64" else (130, 131, 138, 240, 434, 424)
information = ctypes.create_string_buffer(128)
for target in (host, 1, 2):
    for name, result in (
        ("tkill", libc.syscall(tkill, target, 9)),
        ("tgkill", libc.syscall(tgkill, target, target, 9)),
        ("sigqueue", libc.syscall(queue, target, 9, information)),
        ("tgsigqueue", libc.syscall(thread_queue, target, target, 9, information)),
        ("pidfd_open", libc.syscall(pidfd_open, target, 0)),
        ("pidfd_send_signal", libc.syscall(pidfd_send, 0, 9, None, 0)),
    ):
        if result >= 0:
            print(name, "reaches", target)
print("held")
