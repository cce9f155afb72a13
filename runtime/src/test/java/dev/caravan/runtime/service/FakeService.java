package dev.caravan.runtime.service;

import java.util.List;

/** A service that does as it is told and writes down what is done to it. */
final class FakeService implements Service {
    private final String name;
    private final List<String> log;
    private volatile Health health = Health.starting("");
    private Runnable onStart = () -> health = Health.UP;
    private Runnable onClose = () -> {};

    FakeService(String name, List<String> log) {
        this.name = name;
        this.log = log;
    }

    FakeService onStart(Runnable action) {
        onStart = action;
        return this;
    }

    FakeService onClose(Runnable action) {
        onClose = action;
        return this;
    }

    void become(Health next) {
        health = next;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        log.add("start " + name);
        onStart.run();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        log.add("close " + name);
        onClose.run();
    }
}
