package dev.caravan.verifier.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The BPF program that filters.py makes, and what a kernel would do with it: an interpreter of the few instructions that it uses. */
final class SeccompFilter {

    static final long X86_64 = 0xC000003EL;
    static final long ARM64 = 0xC00000B7L;
    static final int ALLOW = 0x7FFF0000;
    static final int ERRNO = 0x00050000;
    static final int KILL = 0x80000000;

    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int AND = 0x54;
    private static final int RETURN = 0x06;

    private record Instruction(int code, int yes, int no, long operand) {}

    private final List<Instruction> program = new ArrayList<>();

    /** @param machine {@code x86_64} or {@code arm64} */
    SeccompFilter(String machine, boolean writing, boolean runtime) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3");
        String script =
                """
                import sys, types, json
                for name, source in (("kernel", sys.argv[1]), ("filters", sys.argv[2])):
                    module = sys.modules[name] = types.ModuleType(name)
                    exec(source, module.__dict__)
                print(json.dumps(module.instructions(sys.argv[3], sys.argv[4] == "true", sys.argv[5] == "true")), end="")
                """;
        Process python = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        script,
                        SlotCommand.resource("kernel.py"),
                        SlotCommand.resource("filters.py"),
                        machine,
                        String.valueOf(writing),
                        String.valueOf(runtime))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        for (JsonNode i : new ObjectMapper().readTree(python.getInputStream())) {
            program.add(new Instruction(
                    i.get(0).asInt(),
                    i.get(1).asInt(),
                    i.get(2).asInt(),
                    i.get(3).asLong()));
        }
    }

    int length() {
        return program.size();
    }

    /** The verdict on a call, as the kernel's struct seccomp_data presents it (seccomp(2)). */
    int decide(long architecture, long number, long... arguments) {
        long accumulator = 0;
        int at = 0;
        while (true) {
            Instruction i = program.get(at++);
            switch (i.code) {
                case LOAD -> accumulator = word((int) i.operand, architecture, number, arguments);
                case AND -> accumulator &= i.operand;
                case EQUAL -> at += accumulator == i.operand ? i.yes : i.no;
                case AT_LEAST -> at += Long.compareUnsigned(accumulator, i.operand) >= 0 ? i.yes : i.no;
                case RETURN -> {
                    return (int) i.operand;
                }
                default -> throw new IllegalStateException("instruction " + i);
            }
        }
    }

    private static long word(int offset, long architecture, long number, long[] arguments) {
        long wide;
        if (offset == 0) {
            wide = number;
        } else if (offset == 4) {
            wide = architecture;
        } else {
            int argument = (offset - 16) / 8;
            long value = argument < arguments.length ? arguments[argument] : 0;
            wide = offset % 8 == 0 ? value : value >>> 32;
        }
        return wide & 0xFFFFFFFFL;
    }
}
