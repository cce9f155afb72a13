/**
 * The schema registry: the topic {@code schemas} and the HTTP API that ordinary Kafka tools ask. Start reading at
 * {@link dev.caravan.runtime.registry.SchemaLog}; {@link dev.caravan.runtime.registry.SchemaRegistryRoutes} serves it.
 */
@NullMarked
package dev.caravan.runtime.registry;

import org.jspecify.annotations.NullMarked;
