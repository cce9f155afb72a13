package dev.caravan.runtime.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** {@code /metrics} in Prometheus' text format. */
final class MetricsRoute implements Routes {
    private final PrometheusMeterRegistry meters;

    MetricsRoute(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        // Gauges run callbacks of services, which may take a lock: not on the event loop.
        router.get("/metrics").handler(context -> vertx.executeBlocking(meters::scrape)
                .onSuccess(text -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail));
    }
}
