package dev.caravan.verifier.code.run;

import java.time.Duration;
import java.util.List;

/** What came of running a program against its tests. */
public sealed interface Tested {

    /**
     * The tests were run.
     *
     * @param tests all of them in order; those that the program did not live to see have failed
     * @param first the first that failed and what went wrong, for people; empty if none did
     */
    record Ran(List<Test> tests, String first) implements Tested {
        public Ran {
            tests = List.copyOf(tests);
        }

        /** How many passed. */
        public int passed() {
            return (int) tests.stream().filter(Test::passed).count();
        }
    }

    /** The tests or the sandbox are at fault: says nothing about the program. */
    record Unusable(String reason, boolean retriable) implements Tested {}

    /** One test, and how long it took. */
    record Test(boolean passed, Duration took) {}
}
