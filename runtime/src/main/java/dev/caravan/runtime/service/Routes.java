package dev.caravan.runtime.service;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Something that answers HTTP on the host's port: the verifier's endpoint, the live page, the schema registry. */
@FunctionalInterface
public interface Routes {
    /** Adds its routes; called once, before the host listens. Handlers must not block the event loop. */
    void mount(Vertx vertx, Router router);
}
