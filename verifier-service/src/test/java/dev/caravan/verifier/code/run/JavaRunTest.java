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

/** Function tests of Java; skipped where there is no javac. Each test is one of several of a check, for a check takes seconds. */
class JavaRunTest {

    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(20), 512);

    private static final String PROGRAM =
            """
            import java.math.BigInteger;
            import java.util.*;
            import java.util.function.*;

            class Solution {
                static final int LIMIT = 7;
                static <T extends Comparable<T>> T greatest(List<T> values) { return Collections.max(values); }
                static int next(int x) { return x + 1; }
                static long sum(int... xs) { return Arrays.stream(xs).asLongStream().sum(); }
                static Object same(Object x) { return x; }
                static int[] sorted(int[] xs) { Arrays.sort(xs); return xs; }
                static void grow(List<List<Integer>> xs) { xs.get(0).add(9); xs.add(new ArrayList<>()); }
                static List<Integer> mapped(List<Integer> xs, Function<Integer, Integer> f) { return xs.stream().map(f).toList(); }
                static List<String> ordered(List<String> xs, Comparator<String> by) { List<String> out = new ArrayList<>(xs); out.sort(by); return out; }
                static Function<Integer, Integer> adder(int n) { return x -> x + n; }
                static Map<String, List<Integer>> index(List<String> words) {
                    Map<String, List<Integer>> index = new TreeMap<>();
                    for (int i = 0; i < words.size(); i++) index.computeIfAbsent(words.get(i), w -> new ArrayList<>()).add(i);
                    return index;
                }
                static int checked(int x) throws Refused { if (x < 0) throw new Refused("below 0: " + x); return x; }
                static BigInteger square(BigInteger x) { return x.multiply(x); }
                static Optional<String> maybe(String s) { return Optional.ofNullable(s); }
                Shape shape(int kind) { return kind == 0 ? new Circle(2) : new Shape() { public double area() { return 9; } public Color color() { return Color.RED; } }; }
                public boolean hasCloseElements(List<Double> numbers, double threshold) {
                    for (int i = 0; i < numbers.size(); i++)
                        for (int j = i + 1; j < numbers.size(); j++)
                            if (Math.abs(numbers.get(i) - numbers.get(j)) < threshold) return true;
                    return false;
                }
            }

            class Refused extends Exception { Refused(String message) { super(message); } }

            enum Color { RED, GREEN; Color other() { return this == RED ? GREEN : RED; } }

            interface Shape { double area(); default Color color() { return Color.GREEN; } }

            record Circle(double radius) implements Shape { public double area() { return 3 * radius * radius; } }

            class Box<T> {
                private T value;
                Box(T value) { this.value = value; }
                T get() { return value; }
                void set(T fresh) { value = fresh; }
                static <U> Box<U> of(U value) { return new Box<>(value); }
                @Override public String toString() { return "Box(" + value + ")"; }
                static class Inner { int twice(int x) { return 2 * x; } }
            }
            """;

    private static Sandbox sandbox;
    private static FunctionRun functions;

    @BeforeAll
    static void start() {
        sandbox = Sandboxes.startWith(Language.JAVA, 2);
        functions = FunctionRun.in(sandbox, Language.JAVA);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void whatIsPlainCrossesAndTheRestStands() {
        // Given
        List<String> tests = List.of(
                "assert Solution.next(2) == 3;",
                "assert next(2) == 3 && new Solution().next(3) == 4;",
                "int x = Solution.greatest(List.of(3, 5, 4)); assert x == 5 && Solution.greatest(List.of(\"a\", \"b\")).equals(\"b\");",
                "assert Solution.sum(1, 2, 3) == 6L && Solution.sum() == 0;",
                "for (Object o : new Object[] {null, true, 'c', \"\\u00e9\\n\", 1, 2L, 3.5, -0.0, Double.NaN, 1.5f, (short) 2, (byte) 3, new BigDecimal(\"1.50\"),"
                        + " List.of(1, List.of()), Set.of(4), Map.of(1, 2), Optional.of(1), OptionalInt.of(2), Map.entry(1, 2)})"
                        + " assert Objects.equals(Solution.same(o), o) : o;",
                "assert Arrays.deepEquals((Object[]) Solution.same(new int[][] {{1}, {}, {2, 3}}), new int[][] {{1}, {}, {2, 3}});",
                "assert ((char[]) Solution.same(new char[] {',', 'x'}))[0] == ',' && ((String[]) Solution.same(new String[] {null}))[0] == null;",
                "int[] a = {3, 1, 2}; Solution.sorted(a); assert Arrays.equals(a, new int[] {1, 2, 3});",
                "List<Integer> in = new ArrayList<>(List.of(1)); List<List<Integer>> out = new ArrayList<>(List.of(in)); Solution.grow(out);"
                        + " assert in.equals(List.of(1, 9)) && out.size() == 2;",
                "for (int y : Solution.mapped(List.of(1, 2), z -> z * 2)) assert y % 2 == 0;",
                "assert Solution.ordered(List.of(\"bb\", \"a\"), Comparator.comparing(String::length)).equals(List.of(\"a\", \"bb\"));",
                "assert Solution.adder(2).andThen(z -> z * 10).apply(1) == 30;",
                "assert Solution.index(List.of(\"b\", \"a\", \"b\")).toString().equals(\"{a=[1], b=[0, 2]}\");",
                "try { Solution.checked(-1); assert false; } catch (Refused e) { assert e.getMessage().equals(\"below 0: -1\"); }",
                "assert Solution.square(BigInteger.TEN.pow(50)).equals(BigInteger.TEN.pow(100)) && Solution.maybe(null).isEmpty();",
                "Shape s = new Solution().shape(0); assert s instanceof Circle c && c.radius() == 2 && s.area() == 12 && s.color() == Color.GREEN;",
                "Shape s = new Solution().shape(1); assert s.area() == 9 && s.color() == Color.RED && Color.RED.other() == Color.GREEN;",
                "Box<String> b = Box.of(\"x\"); b.set(\"y\"); assert b.get().equals(\"y\") && b.toString().equals(\"Box(y)\") && !b.equals(Box.of(\"y\"));",
                "assert new Box.Inner().twice(4) == 8 && Solution.LIMIT == 7;",
                "Box<Integer> b = new Box<>(1); assert Solution.same(b) == b;");

        // When
        Tested tested = run(PROGRAM, tests);

        // Then
        assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.first()).isEmpty();
            assertThat(ran.passed()).isEqualTo(tests.size());
        });
    }

    @Test
    void whatFailsSaysWhy() {
        // Given
        List<String> tests = List.of(
                "assert Solution.next(2) == 4;",
                "assert Solution.next(2) == 4 : \"next\";",
                "Solution.checked(-1);",
                "Solution.nothing();",
                "if (Solution.next(1) != 3) throw new IllegalStateException(\"no\");",
                "Solution.checked(3);");

        // When
        List<String> firsts = tests.stream()
                .limit(5)
                .map(test -> ((Ran) run(PROGRAM, List.of(test))).first())
                .toList();
        Tested all = run(PROGRAM, tests);

        // Then
        assertThat(firsts)
                .containsExactly(
                        "assert Solution.next(2) == 4;: got 3",
                        "assert Solution.next(2) == 4 : \"next\";: next, got 3",
                        "Solution.checked(-1);: it threw Refused: below 0: -1",
                        "Solution.nothing();: it does not compile with the program: cannot find symbol symbol: method nothing() location: class Solution",
                        "if (Solution.next(1) != 3) throw new IllegalStateException(\"no\");: IllegalStateException: no");
        assertThat(((Ran) all).tests().stream().map(Tested.Test::passed))
                .containsExactly(false, false, false, false, false, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "class Solution { static int f(int x) { return x + 1 } } | it fails: it does not compile: line 1: ';' expected",
                "class Solution { static int f(int x) { return y; } } | it fails: it does not compile: cannot find symbol symbol: variable y location: class Solution",
                "class Solution { static int f(int x) { System.exit(0); return 2; } } | assert Solution.f(1) == 2;: it ended",
            })
    void programsThatFail(String program, String first) {
        // When
        Tested tested = run(program, List.of("assert Solution.f(1) == 2;", "assert true;"));

        // Then
        assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.passed()).isZero();
            assertThat(ran.first()).isEqualTo(first);
        });
    }

    @Test
    void testsThatCannotBeReadSayNothingAboutTheProgram() {
        // When, Then
        assertThat(run(PROGRAM, List.of("assert Solution.next(2) == ;")))
                .isEqualTo(new Unusable(
                        "the tests are unusable: the tests cannot be read: line 1: illegal start of expression",
                        false));
    }

    @Test
    void checksArePublishedInSeveralForms() {
        // Given
        String humanEvalX =
                """
                public class Main {
                    public static void main(String[] args) {
                        Solution s = new Solution();
                        List<Boolean> correct = Arrays.asList(
                                s.hasCloseElements(new ArrayList<>(Arrays.asList(11.0, 2.0, 5.9, 5.0)), 0.95),
                                !s.hasCloseElements(new ArrayList<>(Arrays.asList(11.0, 2.0, 5.9, 5.0)), 0.8));
                        if (correct.contains(false)) {
                            throw new AssertionError();
                        }
                    }
                }
                """;
        String multiPlE =
                """
                    }
                    public static void main(String[] args) {
                    assert(next((2)) == (3));
                    }

                }
                """;
        String prompt = "import java.util.*;\n\nclass Problem {\n    public static long next(long x) {\n";

        // When
        List<Tested> right = List.of(
                functions().run(PROGRAM, new FunctionTests(null, humanEvalX, List.of(), "", ""), ALLOWANCE),
                functions()
                        .run(
                                "        return x + 1;\n",
                                new FunctionTests("next", multiPlE, List.of(), "", prompt),
                                ALLOWANCE),
                functions()
                        .run(
                                "static long next(long x) { return x + 1; }",
                                new FunctionTests(
                                        "next",
                                        "class T { static void check() { assert Solution.next(2) == 3; } }",
                                        List.of(),
                                        "",
                                        ""),
                                ALLOWANCE));
        Tested wrong = functions()
                .run("        return x;\n", new FunctionTests("next", multiPlE, List.of(), "", prompt), ALLOWANCE);

        // Then
        assertThat(right).allSatisfy(tested -> assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.first()).isEmpty();
            assertThat(ran.passed()).isEqualTo(1);
        }));
        assertThat(wrong).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.passed()).isZero();
            assertThat(ran.first()).isEqualTo("$Main.main: got 2");
        });
    }

    @Test
    void theLibrarysNamesAreNeverThePrograms() {
        // Given
        String program =
                """
                class Objects { static boolean equals(Object a, Object b) { return true; } }
                class Solution {
                    static int f(int x) { return 0; }
                    static class Arrays { static boolean equals(Object a, Object b) { return true; } }
                }
                """;

        // When
        Tested tested = run(
                program,
                List.of(
                        "assert Objects.equals(Solution.f(2), 3);",
                        "assert Arrays.equals(new int[] {f(2)}, new int[] {3});"));

        // Then
        assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> assertThat(ran.passed())
                .isZero());
    }

    private static Tested run(String program, List<String> tests) {
        return functions().run(program, new FunctionTests(null, null, tests, "", ""), ALLOWANCE);
    }

    private static FunctionRun functions() {
        return functions;
    }
}
