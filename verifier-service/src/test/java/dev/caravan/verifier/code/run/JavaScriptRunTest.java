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

/** Function tests of JavaScript; skipped where there is no node. */
class JavaScriptRunTest {

    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(5), 512);

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandboxes.startWith(Language.JAVASCRIPT, 2);
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
                "const f = x => x | assert(Object.is(f(-0), -0) && Object.is(f(NaN), NaN) && f(-Infinity) === -Infinity && f(0.1) === 0.1)",
                "function f(x) { return x } | assert(f(undefined) === undefined && f(null) === null && f(true) === true && f('\\ud800é\\n') === '\\ud800é\\n')",
                "function f(x) { return x * x } | assert.strictEqual(f(10n ** 100n), 10n ** 200n); assert.strictEqual(f(-3n), 9n)",
                "const f = x => x | for (const x of [[1, [2, {a: [3]}]], {a: {b: undefined}}, [undefined, , null], new Map([[{k: 1}, new Set([1, 'a'])]]), new Date(5), /a+/gi, new Float64Array([1.5, -2]), Buffer.from('ab'), Object.create(null)]) assert.deepStrictEqual(f(x), x)",
                "const f = x => x | assert.deepStrictEqual(Object.keys(f(JSON.parse('{\"__proto__\": 1, \"b\": 2}'))), ['__proto__', 'b'])",
                "const f = x => x.constructor | assert(f(3) === Number && f([]) === Array)",
                "const f = () => new TypeError('no') | assert(f() instanceof TypeError && f().message === 'no')",
                // what changes in the arguments
                "function f(a) { a.sort((x, y) => x - y); a.push(9) } | const a = [3, 1, 2]; f(a); assert.deepStrictEqual(a, [1, 2, 3, 9])",
                "function f(o) { o.in.x = 2; delete o.y; o.m.set('k', 1); o.s.add(5) } | const o = {in: {x: 1}, y: 3, m: new Map(), s: new Set()}; const inner = o.in; f(o); assert.deepStrictEqual(o, {in: {x: 2}, m: new Map([['k', 1]]), s: new Set([5])}); assert(o.in === inner && inner.x === 2)",
                // what exists in the tests stays there
                "function f(g, xs) { return xs.map(g).filter(x => x > 2) } | assert.deepStrictEqual(f(x => x * 2, [1, 2, 3]), [4, 6])",
                "function f(it) { return [...it].length } | assert.strictEqual(f([1, 2, 3].values()), 3); assert.strictEqual(f((function* () { yield 1 })()), 1)",
                "function f(g) { try { g() } catch (e) { return e.name + e.message } } | assert.strictEqual(f(() => { throw new RangeError('r') }), 'RangeErrorr')",
                "function f(node) { let s = 0; while (node) { s += node.val; node = node.next } return s } | class N { constructor(val, next) { this.val = val; this.next = next } } assert.strictEqual(f(new N(1, new N(2, null))), 3)",
                // objects of the program
                "class S { constructor(x) { this.x = x } static of(x) { return new S(x) } get twice() { return 2 * this.x } add(y) { this.x += y; return this } toString() { return `S(${this.x})` } } | const s = new S(1); assert(s instanceof S && S.of(2).x === 2 && s.add(4).add(1) === s && s.twice === 12 && `${s}` === 'S(6)'); s.x = 3; assert.strictEqual(s.twice, 6)",
                "function f() { let n = 0; return { inc() { return ++n }, get n() { return n } } } | const c = f(); c.inc(); c.inc(); assert.strictEqual(c.n, 2)",
                "function* f(n) { for (let i = 0; i < n; i++) yield i } | assert.deepStrictEqual([...f(3)], [0, 1, 2]); const g = f(1); assert.deepStrictEqual(g.next(), {value: 0, done: false})",
                "const f = n => n === 0 ? x => x : x => f(n - 1)(x) + n | assert.strictEqual(f(3)(1), 7)",
                "class P { constructor() { this.x = 1; this.y = [2] } }⏎const f = () => new P() | assert.deepEqual(f(), {x: 1, y: [2]}); assert.notDeepEqual(f(), {x: 1}); assert.deepStrictEqual({...f()}, {x: 1, y: [2]}); assert('x' in f())",
                // errors
                "class E extends RangeError { constructor(m) { super(m); this.name = 'E' } }⏎function f(x) { if (x) throw new E('bad ' + x); throw 'text' } | assert.throws(() => f(1), RangeError); assert.throws(() => f(1), E); assert.throws(() => f(2), {name: 'E', message: 'bad 2'}); assert.throws(() => f(1), /bad/); try { f(0); assert(false) } catch (e) { assert.strictEqual(e, 'text') }",
                // promises
                "async function f(x) { await null; if (x < 0) throw new TypeError('t'); return [x] } | assert.deepStrictEqual(await f(1), [1]); await assert.rejects(f(-1), TypeError); assert.deepStrictEqual(await Promise.all([f(1), f(2)]), [[1], [2]])",
                "const f = x => new Promise(r => setTimeout(() => r(x), 20)) | return f(4).then(x => assert.strictEqual(x, 4))",
                "async function f(xs, g) { const out = []; for (const x of xs) out.push(await g(x)); return out } | assert.deepStrictEqual(await f([1, 2], async x => { await null; return x * 2 }), [2, 4])",
                "async function* f() { yield 1; yield 2 } | const got = []; for await (const x of f()) got.push(x); assert.deepStrictEqual(got, [1, 2])",
                // ways to write a program and its tests
                "module.exports = { f: x => x + 1 } | const { f: g } = require('./solution'); assert.strictEqual(g(1), 2); assert.strictEqual(f(1), 2)",
                "export default function f(x) { return x + 1 }⏎export const g = 3; | assert(f(1) === 2 && g === 3)",
                "const assert = require('assert'); let f = x => { console.log(x); process.stdout.write('x'); return x + 1 } | console.assert(f(1) === 2, 'one')",
                "var f = function (x) { return x + 1 } | const test = () => { console.assert(f(1) === 2) }⏎test()",
                "const f = x => x + 1 | const assert = require('node:assert');⏎function test() {⏎  let candidate = f;⏎  assert.deepEqual(candidate(1),2);⏎}⏎test();",
            })
    void passes(String program, String test) {
        // When
        Tested tested = run(program, test);

        // Then
        assertThat(tested)
                .isInstanceOfSatisfying(
                        Ran.class, ran -> assertThat(ran.first()).isEmpty())
                .isInstanceOfSatisfying(
                        Ran.class, ran -> assertThat(ran.passed()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "const f = x => x | assert.strictEqual(f(1), 2) | assert.strictEqual(f(1), 2): got 1",
                "const f = x => x | assert(f(1) === 2, 'f of 1') | assert(f(1) === 2, 'f of 1'): f of 1, got 1",
                "const f = x => x | console.assert(f([1]) === 2, 'f') | console.assert(f([1]) === 2, 'f'): f, got [ 1 ]",
                "const f = x => { throw new RangeError('r') } | assert(f(1) === 2) | assert(f(1) === 2): it threw RangeError: r",
                "const g = 1 | assert(f(1) === 2) | assert(f(1) === 2): ReferenceError: f is not defined",
                "const f = ( | assert(f(1) === 2) | it fails: SyntaxError: Unexpected end of input",
                "throw new Error('no') | assert(f(1) === 2) | it fails: Error: no",
                "const f = x => process.exit(0) | assert.throws(() => f(1)) | assert.throws(() => f(1)): it ended",
                "const f = async x => { throw new TypeError('late') } | f(1) | f(1): it threw TypeError: late",
                "const f = async x => x | f(1).then(x => assert(x === 2)) | f(1).then(x => assert(x === 2)): got 1",
                "const f = x => new Promise(() => {}) | await f(1) | await f(1): it ended",
                "const f = x => { while (true); } | f(1) | f(1): it used more than 5 s of processor time",
                "const f = x => { const a = {}; a.a = a; return a } | f(1) | f(1): it threw TypeError: a value that contains itself",
                "class S {} | assert.deepStrictEqual(new S(), {}) | assert.deepStrictEqual(new S(), {})",
            })
    void fails(String program, String test, String first) {
        // When
        Tested tested = run(program, test);

        // Then
        assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.passed()).isZero();
            assertThat(ran.first()).isEqualTo(first);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "assert(f(1) === 2 | the tests are unusable: missing ) after argument list",
                "require('no-such-library') | the tests are unusable: Cannot find module 'no-such-library'",
            })
    void testsThatCannotRunSayNothingAboutTheProgram(String test, String reason) {
        // When, Then
        assertThat(run("const f = x => x + 1", test)).isEqualTo(new Unusable(reason, false));
    }

    @Test
    void checksAreGivenTheFunctionAndPromptsAreCompleted() {
        // Given
        String prompt =
                """
                const helper = x => x + 1;

                // The next number.
                function f(x) {
                """;
        FunctionTests tests = new FunctionTests(
                "f",
                "const check = candidate => { assert.strictEqual(candidate(1), 2); assert.strictEqual(helper(2), 3); };",
                List.of(),
                "",
                prompt);

        // When
        Tested continued = functions().run("  return helper(x);\n}\n", tests, ALLOWANCE);
        Tested unclosed = functions().run("  return helper(x);", tests, ALLOWANCE);
        Tested whole = functions().run("function f(x) {\n  return helper(x);\n}\n", tests, ALLOWANCE);
        Tested wrong = functions().run("  return x;\n}\n", tests, ALLOWANCE);

        // Then
        assertThat(List.of(continued, unclosed, whole))
                .allSatisfy(tested -> assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
                    assertThat(ran.first()).isEmpty();
                    assertThat(ran.passed()).isEqualTo(1);
                }));
        assertThat(wrong).isInstanceOfSatisfying(Ran.class, ran -> assertThat(ran.first())
                .isEqualTo("check(f): got 1"));
    }

    @Test
    void eachTestCountsAndTheProgramsEndFailsThoseAfterIt() {
        // Given
        List<String> texts = List.of("assert(f(1) === 2)", "assert(f(0) === 0)", "assert(f(2) === 3)");
        FunctionTests tests = new FunctionTests(null, null, texts, "", "");

        // When
        Tested wrongOnce = functions().run("const f = x => x + 1", tests, ALLOWANCE);
        Tested leaves = functions().run("const f = x => x ? x + 1 : process.exit(3)", tests, ALLOWANCE);

        // Then
        assertThat(((Ran) wrongOnce).tests().stream().map(Tested.Test::passed)).containsExactly(true, false, true);
        assertThat(((Ran) leaves).tests().stream().map(Tested.Test::passed)).containsExactly(true, false, false);
        assertThat(((Ran) leaves).first()).isEqualTo("assert(f(0) === 0): it ended with exit code 3");
    }

    private static Tested run(String program, String test) {
        FunctionTests tests = new FunctionTests(null, null, List.of(test.replace('⏎', '\n')), "", "");
        return functions().run(program.replace('⏎', '\n'), tests, ALLOWANCE);
    }

    private static FunctionRun functions() {
        return FunctionRun.in(sandbox, Language.JAVASCRIPT);
    }
}
