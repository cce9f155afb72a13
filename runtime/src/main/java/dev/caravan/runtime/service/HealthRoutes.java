package dev.caravan.runtime.service;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** {@code /health/live}: no service is DOWN. {@code /health/ready}: all are UP. Either is 200 or 503 with every service's state. */
final class HealthRoutes implements Routes {
    private final List<Service> services;

    HealthRoutes(List<Service> services) {
        this.services = services;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.get("/health/live").handler(context -> answer(context, false));
        router.get("/health/ready").handler(context -> answer(context, true));
    }

    private void answer(RoutingContext context, boolean ready) {
        List<Health.State> states = new ArrayList<>();
        JsonArray listed = new JsonArray();
        for (Service service : services) {
            Health health = service.health();
            states.add(health.state());
            listed.add(new JsonObject()
                    .put("name", service.name())
                    .put("state", health.state().name())
                    .put("detail", health.detail()));
        }
        boolean well = ready
                ? states.stream().allMatch(state -> state == Health.State.UP)
                : states.stream().noneMatch(state -> state == Health.State.DOWN);
        context.response()
                .setStatusCode(well ? 200 : 503)
                .putHeader("content-type", "application/json")
                .end(new JsonObject()
                        .put("status", well ? "UP" : "DOWN")
                        .put("services", listed)
                        .encode());
    }
}
