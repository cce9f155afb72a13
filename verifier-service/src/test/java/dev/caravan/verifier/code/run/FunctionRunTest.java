package dev.caravan.verifier.code.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.code.run.Tested.Unusable;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Language;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionRunTest {

    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(2), 512);

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandboxes.start(2);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // every kind of value, there and back
                "def f(x): return x | assert f(12345678901234567890) == 12345678901234567890",
                "def f(x): return x * x | assert f(10**9000) == 10**18000",
                "def f(x): return -x | assert f(float('inf')) == float('-inf') and f(0.1) == -0.1",
                "def f(x): return x | assert f(float('nan')) != f(float('nan'))",
                "def f(x): return x | assert f('\\ud800 \\x00 é\\n') == '\\ud800 \\x00 é\\n' and f('') == ''",
                "def f(x): return x | assert f(b'\\x00\\xff') == b'\\x00\\xff' and type(f(bytearray(b'a'))) is bytearray",
                "def f(x): return x | assert f(True) is True and f(None) is None and f(...) is ...",
                "def f(x): return x | assert f([1, (2, {3: [4]})]) == [1, (2, {3: [4]})] and type(f((1,))) is tuple",
                "def f(x): return x | assert f({1, 2}) == {1, 2} and type(f(frozenset([1]))) is frozenset",
                "def f(x): return x | assert f({(1, 2): {'a': None}}) == {(1, 2): {'a': None}}",
                "def f(x): return x | assert f(1 + 2j) == 1 + 2j and f(range(3)) == range(3)",
                "def f(x): return type(x) | assert f(3) is int",
                "def f(*a, **k): return (a, k) | assert f(1, b=[2]) == ((1,), {'b': [2]})",
                // values of the library
                "from collections import *⏎def f(x): return Counter(x) | from collections import Counter⏎assert f('aab') == Counter(a=2, b=1)",
                "from collections import *⏎def f(): return deque([1, 2]), OrderedDict(a=1), defaultdict(int, b=2) | a, b, c = f()⏎assert list(a) == [1, 2] and list(b.items()) == [('a', 1)] and c == {'b': 2}",
                "from fractions import *⏎from decimal import *⏎def f(): return Fraction(1, 3), Decimal('0.10') | a, b = f()⏎assert a * 3 == 1 and str(b) == '0.10'",
                "import datetime⏎def f(d): return d + datetime.timedelta(days=1) | assert f(datetime.date(2024, 2, 28)) == datetime.date(2024, 2, 29)",
                // subclasses of builtin types are the values that they hold
                "from collections import namedtuple⏎P = namedtuple('P', 'x y')⏎def f(): return P(1, 2) | assert f() == (1, 2)",
                "import enum⏎class C(enum.IntEnum): A = 3⏎def f(): return C.A | assert f() == 3",
                // what a function does to its arguments
                "def f(x): x.sort(); x[0].append(9) | a = [[2], [1]]; b = a[1]⏎f(a)⏎assert a == [[1, 9], [2]]",
                "def f(x): x['a'].add(2); del x['b'] | a = {'a': {1}, 'b': 0}; s = a['a']⏎f(a)⏎assert a == {'a': {1, 2}} and s == {1, 2}",
                // objects, iterators, functions
                "class Node:⏎ def __init__(self, v): self.v = v; self.next = None⏎def f(n): return n.v + n.next.v | a = Node(1); a.next = Node(2)⏎assert f(a) == 3 and a.next.v == 2",
                "class S:⏎ def two(self, x): return [x, x]⏎ def __getitem__(self, i): return i | assert S().two(3) == [3, 3] and S()[5] == 5",
                "def f():⏎ n = 0⏎ while True:⏎  yield n⏎  n += 1 | g = f()⏎assert [next(g), next(g)] == [0, 1] and next(iter(zip('a', f()))) == ('a', 0)",
                "def f(): return map(str, [1, 2]), {'a': 1}.keys() | a, b = f()⏎assert list(a) == ['1', '2'] and list(b) == ['a']",
                "def f(g, x): return g(g(x)) | assert f(lambda v: v * 3, 2) == 18 and f(str, 1) == '1'",
                "def f(it): return sum(it) | assert f(i for i in range(4)) == 6 and f(map(abs, [-1])) == 1",
                "def outer(x):⏎ def inner(y): return x + y⏎ return inner | assert outer(1)(2) == 3",
                // errors
                "def f(x): raise KeyError(x) | try:⏎ f(1)⏎ assert False, 'no error'⏎except KeyError:⏎ pass",
                "def f(x):⏎ if x < 0: raise ValueError('negative')⏎ return x | try:⏎ f(-1)⏎ ok = False⏎except ValueError as e:⏎ ok = 'negative' in str(e)⏎assert ok",
                // a builtin is redefined, and is all that is tested
                "def sum(a, b): return a + b | assert sum(10, 15) == 25",
                // what the program printed is no matter
                "print('hello')⏎def f(): print('x' * 100); return 1 | assert f() == 1",
                "if __name__ == '__main__':⏎ raise SystemExit⏎def f(): return 1 | assert f() == 1",
                "from dataclasses import dataclass⏎@dataclass⏎class P:⏎ x: int⏎def f(): return P(1).x | assert f() == 1",
                "import sys⏎sys.setrecursionlimit(5000)⏎def f(n): return 0 if n == 0 else 1 + f(n - 1) | assert f(3000) == 3000",
            })
    void passesHonestPrograms(String program, String test) {
        // When
        Tested tested = run(lines(program), lines(test));

        // Then
        assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.first()).isEmpty();
            assertThat(ran.passed()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "def f(x): return 4 | assert f(2) == 3: got 4",
                "def f(x): return 'a' * 200 | assert f(2) == 3: got 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...",
                "def f(x): return [1] * 10000 | assert f(2) == 3: got a list of length 10000",
                "def f(x): return 10**5000 | assert f(2) == 3: got an int of 16610 bits",
                "def f(x): pass | assert f(2) == 3: got None",
                "def f(x): raise ValueError('no') | assert f(2) == 3: it raised ValueError: no",
                "def f(x): return f(x) | assert f(2) == 3: it raised RecursionError: maximum recursion depth exceeded",
                "def g(x): return 3 | assert f(2) == 3: NameError: name 'f' is not defined",
                "f = 3 | assert f(2) == 3: TypeError: 'int' object is not callable",
                "def f(): return 3 | assert f(2) == 3: it raised TypeError: f() takes 0 positional arguments but 1 was given",
                "def f(x): return object() | assert f(2) == 3: got an object",
                "def f(x): return lambda: 3 | assert f(2) == 3: got an object",
                "def f(x): return (i for i in [3]) | assert f(2) == 3: got an object",
                "def f(x) return 3 | it fails: SyntaxError: expected ':' (solution, line 1)",
                "import nothing_such | it fails: ModuleNotFoundError: No module named 'nothing_such'",
                "def f(x): return bytearray(10**10) | assert f(2) == 3: it raised MemoryError",
            })
    void saysWhatAFailingProgramGave(String program, String reason) {
        // When
        Tested tested = run(lines(program), "assert f(2) == 3");

        // Then
        assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.first()).isEqualTo(reason);
            assertThat(ran.passed()).isZero();
        });
    }

    @Test
    void whatTakesTooLongEndsAndFailsTheTestsAfterItToo() {
        // Given
        FunctionTests tests = new FunctionTests(
                null, null, List.of("assert f(0) == 0", "assert f(1) == 1", "assert f(0) == 0"), "", "");

        // When
        Tested tested = functions()
                .run("def f(x):\n    while x: pass\n    return 0", tests, new Allowance(Duration.ofSeconds(1), 512));

        // Then
        assertThat(outcome(tested))
                .matches("1/3 assert f\\(1\\) == 1: it (used more than 1 s of processor time|ran for more than 2 s)");
    }

    @Test
    void countsTheAssertsOfACheckOneByOne() {
        // Given
        String check =
                """
                def check(candidate):
                    assert candidate(1) == 2
                    assert candidate(2) == 3, "two"
                    for i in range(3):
                        assert candidate(i) > i
                    assert candidate(3) == 4
                """;
        FunctionTests tests = new FunctionTests("f", check, List.of(), "", "");

        // When
        Tested right = functions().run("def f(x): return x + 1", tests, ALLOWANCE);
        Tested partly = functions().run("def f(x): return x + 1 + (x == 2)", tests, ALLOWANCE);
        Tested loop = functions().run("def f(x): return x + 1 if x else x", tests, ALLOWANCE);

        // Then
        assertThat(outcome(right)).isEqualTo("3/3 ");
        assertThat(outcome(partly)).isEqualTo("2/3 assert candidate(2) == 3, \"two\": two, got 4");
        assertThat(outcome(loop)).isEqualTo("2/3 assert candidate(i) > i: got 0");
    }

    @Test
    void completesThePromptOrTakesItsImportsAndHelpers() {
        // Given
        String prompt =
                "import math\n\ndef helper(x):\n    return math.floor(x)\n\ndef f(x):\n    \"\"\"Rounds up.\"\"\"\n";
        String check = "def check(candidate):\n    assert candidate(1.5) == helper(2.5)\n";
        FunctionTests tests = new FunctionTests("f", check, List.of(), "", prompt);
        List<String> programs = List.of(
                "    return helper(x) + 1\n",
                "def f(x):\n    return math.ceil(x)\n",
                "from __future__ import annotations\nimport math\ndef f(x): return math.ceil(x)",
                // The tests' helper is the prompt's own, whatever the program calls so.
                "def helper(x): return 7\ndef f(x): return math.ceil(x)");

        // When
        List<String> outcomes = programs.stream()
                .map(program -> outcome(functions().run(program, tests, ALLOWANCE)))
                .toList();

        // Then
        assertThat(outcomes).containsOnly("1/1 ");
    }

    @Test
    void theFunctionMayBeCalledCheckItself() {
        // Given
        String check = "def check(candidate):\n    assert candidate(1) == 2\n";
        FunctionTests tests = new FunctionTests("check", check, List.of(), "", "");

        // When
        Tested tested = functions().run("def check(x): return x + 1", tests, ALLOWANCE);

        // Then
        assertThat(outcome(tested)).isEqualTo("1/1 ");
    }

    @Test
    void testsRunInTheirOrderInOneNamespaceAfterTheSetup() {
        // Given
        FunctionTests tests = new FunctionTests(
                null, null, List.of("n = f(1)", "assert n == 2", "assert n == 3", "assert f(m) == 6"), "m = f(4)", "");

        // When
        Tested tested = functions().run("def f(x): return x + 1", tests, ALLOWANCE);

        // Then
        assertThat(outcome(tested)).isEqualTo("3/4 assert n == 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "assert f(1 == 2 | the tests are unusable: line 1: '(' was never closed",
                "import nothing_such⏎assert f(1) == 2 | the tests are unusable: No module named 'nothing_such'",
            })
    void testsThatCannotRunAreNotTheProgramsFault(String test, String reason) {
        // When
        Tested tested = run("def f(x): return x + 1", lines(test));

        // Then
        assertThat(tested).isEqualTo(new Unusable(reason, false));
    }

    private static Tested run(String program, String test) {
        return functions().run(program, new FunctionTests(null, null, List.of(test), "", ""), ALLOWANCE);
    }

    private static FunctionRun functions() {
        return FunctionRun.in(sandbox, Language.PYTHON);
    }

    private static String outcome(Tested tested) {
        return tested instanceof Ran ran
                ? ran.passed() + "/" + ran.tests().size() + " " + ran.first()
                : tested.toString();
    }

    private static String lines(String text) {
        return text.replace('⏎', '\n');
    }
}
