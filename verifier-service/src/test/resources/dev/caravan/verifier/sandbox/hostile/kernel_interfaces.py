# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
intel = platform.machine() == "x86_64"
numbers = {
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142), "swapon": (167, 224), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "sethostname": (170, 161), "setdomainname": (171, 162),
    "syslog": (103, 116), "quotactl": (179, 60), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "fanotify_init": (300, 262), "inotify_init1": (294, 26), "vhangup": (153, 58), "lookup_dcookie": (212, 18), "kcmp": (312, 272),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "mbind": (237, 235), "ioprio_set": (251, 30), "setns": (308, 268),
    "pkey_alloc": (330, 289), "memfd_secret": (447, 447), "process_madvise": (440, 440), "rseq_unknown": (999, 999), "remap_file_pages": (216, 234),
}
for name, (on_intel, on_arm) in numbers.items():
    if libc.syscall(ctypes.c_long(on_intel if intel else on_arm), 0, 0, 0, 0, 0, 0) >= 0:
        print("may call", name)
print("held")
