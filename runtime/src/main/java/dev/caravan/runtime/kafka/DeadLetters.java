package dev.caravan.runtime.kafka;

import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a service puts what it cannot process: whole, with the reason, before it goes on. Thread-safe. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int LARGEST = Topics.DEAD_LETTERS.maxBytes() - (64 << 10);

    private final Supplier<EventWriter> writer;
    private final String service;

    DeadLetters(Supplier<EventWriter> writer, String service) {
        this.writer = writer;
        this.service = service;
    }

    /**
     * A letter about what is at a location (topic-partition@offset, or file:row), to be completed and given to {@link #send}. Service,
     * time, and an empty payload are filled in.
     */
    public DeadLetter.Builder about(String location) {
        return DeadLetter.newBuilder()
                .setLocation(location)
                .setService(service)
                .setPayload(ByteBuffer.allocate(0))
                .setAt(Instant.now());
    }

    /** Sends a letter about a record that raised an error; see {@link #send}. */
    public void send(String location, String key, byte @Nullable [] payload, Throwable error) {
        String reason = error.getMessage() == null ? error.toString() : error.getMessage();
        send(about(location)
                .setKey(key)
                .setPayload(ByteBuffer.wrap(payload == null ? new byte[0] : payload))
                .setError(error.getClass().getSimpleName())
                .setReason(reason)
                .build());
    }

    /**
     * Sends a letter and waits until the broker has it, so that whoever skips a record never loses it. A payload that does not fit is cut;
     * the location still says where the whole is.
     *
     * @throws CaravanException if it cannot be written; the record must then not be skipped
     */
    public void send(DeadLetter letter) {
        DeadLetter fitting = fit(letter);
        try {
            writer.get()
                    .send(Topics.DEAD_LETTERS, fitting.getLocation(), fitting)
                    .join();
        } catch (CompletionException e) {
            throw new CaravanException("the dead letter about " + letter.getLocation() + " cannot be written", e);
        }
        LOG.atWarn()
                .addKeyValue("location", letter.getLocation())
                .addKeyValue("service", letter.getService())
                .addKeyValue("error", letter.getError())
                .addKeyValue("reason", letter.getReason())
                .log("dead-lettered");
    }

    private static DeadLetter fit(DeadLetter letter) {
        if (letter.getPayload().remaining() <= LARGEST) {
            return letter;
        }
        return DeadLetter.newBuilder(letter)
                .setPayload(letter.getPayload().slice(letter.getPayload().position(), LARGEST))
                .setReason(letter.getReason() + " (payload cut from "
                        + letter.getPayload().remaining() + " bytes)")
                .build();
    }
}
