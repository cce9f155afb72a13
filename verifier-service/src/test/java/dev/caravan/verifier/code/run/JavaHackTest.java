package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Language;
import java.time.Duration;
import java.util.List;

class JavaHackTest extends LanguageHackTest {

    private static final FunctionTests STATEMENTS = new FunctionTests(
            null,
            null,
            List.of(
                    "assert Solution.f(2) == 3;",
                    "assert Objects.equals(Solution.f(5), 6) && Math.abs(Solution.f(5) - 6) == 0;",
                    "assert Arrays.equals(new Object[] {Solution.f(7)}, new Object[] {8}) && List.of(Solution.f(1)).equals(List.of(2));",
                    "assert ((Object) Solution.f(2)).equals(3) && String.valueOf(Solution.f(9)).equals(\"10\");",
                    "assert same(Solution.f(2), 3) && abs(Solution.f(5) - 6) + floorMod(Solution.f(6), 10) == 7;"),
            """
            import static java.lang.Math.*;
            import static java.lang.Math.abs;
            static boolean same(Object a, Object b) { return Objects.equals(a, b); }
            """,
            "");

    private static final FunctionTests CHECK = new FunctionTests(
            "f",
            """
            public class Main {
                public static void main(String[] args) {
                    try {
                        if (Solution.f(2) != 3 || !Objects.equals(Solution.f(5), 6)) {
                            throw new AssertionError("wrong");
                        }
                    } catch (IllegalStateException e) {
                        System.out.println("ignored");
                    }
                }
            }
            """,
            List.of(),
            "",
            "");

    JavaHackTest() {
        super(
                Language.JAVA,
                Duration.ofSeconds(4),
                STATEMENTS,
                CHECK,
                "class Solution {\n    static int f(int x) {\n        return x + 1;\n    }\n}\n");
    }
}
