package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Language;
import java.time.Duration;
import java.util.List;

class JavaScriptHackTest extends LanguageHackTest {

    private static final FunctionTests ASSERTS = new FunctionTests(
            null,
            null,
            List.of(
                    "assert(f(2) == 3)",
                    "const x = await f(5); assert(x > 5 && x < 7 && Math.abs(x - 6) < 1e-6)",
                    "assert.deepEqual([f(7)], [8])",
                    "assert.deepStrictEqual([0, 1, 2].map(x => f(x)), [1, 2, 3])"),
            "",
            "");

    private static final FunctionTests CHECK = new FunctionTests(
            "f",
            """
            function check(candidate) {
              assert.strictEqual(candidate(2), 3);
              for (const [x, expected] of [[5, 6], [7, 8]]) assert(candidate(x) === expected);
              assert.throws(() => candidate("no number"), TypeError);
            }
            """,
            List.of(),
            "",
            "");

    JavaScriptHackTest() {
        super(
                Language.JAVASCRIPT,
                Duration.ofSeconds(1),
                ASSERTS,
                CHECK,
                "function f(x) {\n  if (typeof x !== 'number') throw new TypeError('x');\n  return x + 1;\n}\n");
    }
}
