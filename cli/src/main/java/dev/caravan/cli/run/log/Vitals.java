package dev.caravan.cli.run.log;

/** Whether there is still somebody to wait for. */
@FunctionalInterface
public interface Vitals {

    /** Services that run elsewhere: whoever runs them watches them. */
    Vitals ELSEWHERE = () -> {};

    /**
     * Looks after the services of this process.
     *
     * @throws dev.caravan.runtime.CaravanException if one of them is down; says which and why
     */
    void check();
}
