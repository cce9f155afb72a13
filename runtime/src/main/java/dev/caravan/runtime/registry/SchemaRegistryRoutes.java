package dev.caravan.runtime.registry;

import dev.caravan.runtime.registry.SchemaLog.Entry;
import dev.caravan.runtime.service.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * The part of Confluent's schema registry API that decoders use, so that ordinary Kafka tools read our topics: look up by id, list
 * subjects and versions, register. A version is the position under its subject; the id, derived from the schema, is what counts.
 *
 * <p>Compatibility is FULL_TRANSITIVE: a new schema and every one of its subject read each other's records, since all stay on the log.
 */
public final class SchemaRegistryRoutes implements Routes {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private final SchemaLog schemas;

    public SchemaRegistryRoutes(SchemaLog schemas) {
        this.schemas = schemas;
    }

    /** What a handler answers: a JSON value, or an error in the registry's form. */
    private record Answer(int status, String body) {
        static Answer ok(Object json) {
            return new Answer(200, json instanceof JsonArray array ? array.encode() : ((JsonObject) json).encode());
        }

        static Answer error(int code, String message) {
            return new Answer(
                    code / 100,
                    new JsonObject()
                            .put("error_code", code)
                            .put("message", message)
                            .encode());
        }
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.get("/schemas/ids/:id").handler(c -> answer(vertx, c, this::byId));
        router.get("/subjects").handler(c -> answer(vertx, c, this::subjects));
        router.get("/subjects/:subject/versions").handler(c -> answer(vertx, c, this::versions));
        router.get("/subjects/:subject/versions/:version").handler(c -> answer(vertx, c, this::version));
        router.post("/subjects/:subject/versions")
                .handler(BodyHandler.create(false))
                .handler(c -> answer(vertx, c, this::register));
        router.get("/config")
                .handler(c -> answer(
                        vertx, c, x -> Answer.ok(new JsonObject().put("compatibilityLevel", "FULL_TRANSITIVE"))));
    }

    private static void answer(Vertx vertx, RoutingContext context, Function<RoutingContext, Answer> handler) {
        // Every answer reads the log to its end.
        vertx.executeBlocking(() -> handler.apply(context))
                .onSuccess(answer -> context.response()
                        .setStatusCode(answer.status())
                        .putHeader("content-type", TYPE)
                        .end(answer.body()))
                .onFailure(context::fail);
    }

    private Answer byId(RoutingContext context) {
        String id = parameter(context, "id");
        Schema found = id.matches("\\d{1,9}|1\\d{9}|2[01]\\d{8}") ? schemas.find(Integer.parseInt(id)) : null;
        return found == null
                ? Answer.error(40403, "Schema " + id + " not found")
                : Answer.ok(new JsonObject().put("schema", found.toString()));
    }

    private Answer subjects(RoutingContext context) {
        List<String> subjects =
                schemas.entries().stream().map(Entry::subject).distinct().toList();
        return Answer.ok(new JsonArray(subjects));
    }

    private Answer versions(RoutingContext context) {
        int count = under(context).size();
        if (count == 0) {
            return noSubject(context);
        }
        JsonArray versions = new JsonArray();
        for (int version = 1; version <= count; version++) {
            versions.add(version);
        }
        return Answer.ok(versions);
    }

    private Answer version(RoutingContext context) {
        List<Entry> entries = under(context);
        if (entries.isEmpty()) {
            return noSubject(context);
        }
        String wanted = parameter(context, "version");
        int version =
                wanted.equals("latest") ? entries.size() : wanted.matches("\\d{1,6}") ? Integer.parseInt(wanted) : 0;
        if (version < 1 || version > entries.size()) {
            return Answer.error(40402, "Version " + wanted + " not found");
        }
        Entry entry = entries.get(version - 1);
        return Answer.ok(new JsonObject()
                .put("subject", entry.subject())
                .put("version", version)
                .put("id", entry.id())
                .put("schema", entry.schema().toString()));
    }

    private Answer register(RoutingContext context) {
        Schema schema;
        try {
            JsonObject body = context.body().asJsonObject();
            schema = new Schema.Parser().parse(body == null ? "" : body.getString("schema", ""));
        } catch (RuntimeException e) {
            // Avro's parser raises more than its own exceptions on what is no schema.
            return Answer.error(42201, "not an Avro schema: " + e.getMessage());
        }
        for (Entry entry : under(context)) {
            if (!reads(schema, entry.schema()) || !reads(entry.schema(), schema)) {
                return Answer.error(
                        40901,
                        "the schema and " + entry.id() + " of " + entry.subject()
                                + " do not read each other's records; only add fields that have defaults");
            }
        }
        int id = schemas.register(parameter(context, "subject"), schema);
        return Answer.ok(new JsonObject().put("id", id));
    }

    private List<Entry> under(RoutingContext context) {
        String subject = parameter(context, "subject");
        return schemas.entries().stream()
                .filter(e -> e.subject().equals(subject))
                .toList();
    }

    private static Answer noSubject(RoutingContext context) {
        return Answer.error(40401, "Subject " + parameter(context, "subject") + " not found");
    }

    private static String parameter(RoutingContext context, String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
