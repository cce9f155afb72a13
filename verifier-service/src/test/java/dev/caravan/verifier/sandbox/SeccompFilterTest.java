package dev.caravan.verifier.sandbox;

import static dev.caravan.verifier.sandbox.SeccompFilter.ALLOW;
import static dev.caravan.verifier.sandbox.SeccompFilter.ARM64;
import static dev.caravan.verifier.sandbox.SeccompFilter.ERRNO;
import static dev.caravan.verifier.sandbox.SeccompFilter.KILL;
import static dev.caravan.verifier.sandbox.SeccompFilter.X86_64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The allow-list for both architectures, whichever this machine has; numbers from libseccomp (syscalls.csv and the script that made it). */
class SeccompFilterTest {

    private static final int EPERM = ERRNO | 1;
    private static final int EACCES = ERRNO | 13;
    private static final int ENOSYS = ERRNO | 38;

    private static final Map<String, Long> ON_X86_64 = numbers(1);
    private static final Map<String, Long> ON_ARM64 = numbers(2);

    private static SeccompFilter widestOnX8664;
    private static SeccompFilter widestOnArm64;

    @BeforeAll
    static void make() throws Exception {
        widestOnX8664 = new SeccompFilter("x86_64", true, true);
        widestOnArm64 = new SeccompFilter("arm64", true, true);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void allowsTheSameCallsOnBothArchitectures(boolean writing, boolean runtime) throws Exception {
        // Given
        SeccompFilter intel = new SeccompFilter("x86_64", writing, runtime);
        SeccompFilter arm = new SeccompFilter("arm64", writing, runtime);

        // When
        Set<String> onIntel = allowed(intel, X86_64, ON_X86_64);
        Set<String> onArm = allowed(arm, ARM64, ON_ARM64);

        // Then
        onIntel.retainAll(ON_ARM64.keySet());
        onArm.retainAll(ON_X86_64.keySet());
        assertThat(onArm).isEqualTo(onIntel).contains("read", "write", "mmap", "futex", "getrandom", "exit_group");
        assertThat(onArm.contains("execve")).isEqualTo(runtime);
        assertThat(onArm.contains("unlinkat")).isEqualTo(writing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fork",
                "vfork",
                "kill",
                "tkill",
                "tgkill",
                "rt_sigqueueinfo",
                "pidfd_open",
                "pidfd_send_signal",
                "pidfd_getfd",
                "ptrace",
                "process_vm_readv",
                "process_vm_writev",
                "kcmp",
                "socket",
                "connect",
                "bind",
                "listen",
                "accept",
                "accept4",
                "sendmsg",
                "sendmmsg",
                "recvmsg",
                "setsockopt",
                "mount",
                "umount2",
                "pivot_root",
                "chroot",
                "unshare",
                "setns",
                "open_tree",
                "move_mount",
                "fsopen",
                "fsmount",
                "mount_setattr",
                "open_by_handle_at",
                "name_to_handle_at",
                "setuid",
                "setgid",
                "setresuid",
                "setgroups",
                "capset",
                "setrlimit",
                "personality",
                "seccomp",
                "bpf",
                "perf_event_open",
                "userfaultfd",
                "io_uring_setup",
                "io_uring_enter",
                "keyctl",
                "add_key",
                "request_key",
                "init_module",
                "finit_module",
                "kexec_load",
                "reboot",
                "memfd_create",
                "shmget",
                "mq_open",
                "inotify_init1",
                "fanotify_init",
                "execveat",
                "mknodat",
                "linkat",
                "symlinkat",
                "setpriority",
                "sched_setaffinity",
                "sched_setscheduler",
                "modify_ldt",
                "iopl",
                "ioperm",
                "landlock_create_ruleset",
                "process_madvise",
                "setsid",
                "setpgid",
                "mlockall",
                "swapon",
                "acct",
                "clock_settime"
            })
    void neverAllows(String name) {
        // Given
        Random random = new Random(7);

        for (boolean intel : List.of(true, false)) {
            Long number = (intel ? ON_X86_64 : ON_ARM64).get(name);
            if (number == null) {
                continue;
            }
            SeccompFilter filter = intel ? widestOnX8664 : widestOnArm64;
            for (int i = 0; i < 50; i++) {
                // When
                int decision = filter.decide(
                        intel ? X86_64 : ARM64,
                        number,
                        random.nextLong(),
                        random.nextInt(64),
                        random.nextInt(4),
                        random.nextLong(),
                        0);

                // Then
                assertThat(decision).as(name).isEqualTo(EPERM);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"x86_64, 56, 435, 257, 302, 53, 44, 16", "arm64, 220, 435, 56, 261, 199, 206, 29"})
    void looksAtArguments(
            String machine, int clone, int clone3, int openat, int prlimit, int socketpair, int sendto, int ioctl)
            throws Exception {
        // Given
        long arch = machine.equals("arm64") ? ARM64 : X86_64;

        // When
        SeccompFilter reading = new SeccompFilter(machine, false, false);
        SeccompFilter writing = new SeccompFilter(machine, true, false);

        // Then
        assertThat(writing.decide(arch, clone, 0x3D0F00)).isEqualTo(ALLOW); // pthread_create
        assertThat(writing.decide(arch, clone, 0x1200011)).isEqualTo(EPERM); // fork
        assertThat(writing.decide(arch, clone, 0x3D0F00 | 0x10000000))
                .isEqualTo(EPERM); // a thread in a new user namespace
        assertThat(writing.decide(arch, clone3, 0)).isEqualTo(ENOSYS);
        assertThat(reading.decide(arch, openat, -100, 0, 0x80000)).isEqualTo(ALLOW);
        assertThat(reading.decide(arch, openat, -100, 0, 0x80241)).isEqualTo(EACCES);
        assertThat(reading.decide(arch, openat, -100, 0, 2)).isEqualTo(EACCES);
        assertThat(writing.decide(arch, openat, -100, 0, 0x80241)).isEqualTo(ALLOW);
        assertThat(writing.decide(arch, prlimit, 0, 9, 0, 0x7FFF00001000L)).isEqualTo(ALLOW);
        assertThat(writing.decide(arch, prlimit, 0, 9, 0x7FFF00000000L, 0))
                .isEqualTo(EPERM); // only the high half is set
        assertThat(writing.decide(arch, socketpair, 1, 0x80001)).isEqualTo(ALLOW);
        assertThat(writing.decide(arch, socketpair, 1, 2)).isEqualTo(EPERM); // datagrams could be sent to anyone
        assertThat(writing.decide(arch, sendto, 3, 1, 1, 0, 0)).isEqualTo(ALLOW);
        assertThat(writing.decide(arch, sendto, 3, 1, 1, 0, 0x1000)).isEqualTo(EPERM);
        assertThat(writing.decide(arch, ioctl, 0, 0x5401)).isEqualTo(ALLOW);
        assertThat(writing.decide(arch, ioctl, 0, 0x5412)).isEqualTo(EPERM); // typing into the terminal
    }

    @Test
    void killsCallsOfAnotherArchitecture() {
        // Given
        SeccompFilter filter = widestOnX8664;

        // When, Then
        assertThat(filter.decide(0x40000003L, 20)).isEqualTo(KILL); // the 32-bit table
        assertThat(filter.decide(ARM64, 0)).isEqualTo(KILL);
        assertThat(filter.decide(X86_64, 0x40000000L)).isEqualTo(EPERM); // x32
        assertThat(filter.decide(X86_64, 0xFFFFFFFFL)).isEqualTo(EPERM);
        assertThat(filter.length()).isLessThan(4096); // the kernel's limit
    }

    private static Set<String> allowed(SeccompFilter filter, long architecture, Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                .filter(call -> filter.decide(architecture, call.getValue(), 0, 0, 0, 0, 0) == ALLOW)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Long> numbers(int column) {
        Map<String, Long> numbers = new TreeMap<>();
        SlotCommand.resource("syscalls.csv").lines().skip(1).forEach(line -> {
            String[] cells = line.split(",", -1);
            if (!cells[column].isEmpty()) {
                numbers.put(cells[0], Long.parseLong(cells[column]));
            }
        });
        return numbers;
    }
}
