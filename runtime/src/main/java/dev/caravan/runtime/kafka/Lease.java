package dev.caravan.runtime.kafka;

/**
 * One record to work on, held until it is settled by exactly one of {@link #done}, {@link #retry} and {@link #reject}; settling again
 * does nothing. Any thread may settle. Until then the lease is renewed; if its holder dies, another worker gets the record.
 *
 * <p>Work is delivered at least once: make its effect idempotent, publish it, and settle after that.
 */
public interface Lease<V> {

    /** The record. */
    Received<V> record();

    /** Which delivery of the record this is, from 1. */
    int attempt();

    /** The work's effect is durable: the record is not delivered again. */
    void done();

    /** The work failed and may succeed later: the record is delivered again, or dead-lettered if this was the last attempt. */
    void retry();

    /** The work can never succeed: the record goes to the dead letters with this reason and is not delivered again. */
    void reject(String reason);
}
