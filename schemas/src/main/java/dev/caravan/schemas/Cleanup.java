package dev.caravan.schemas;

/** What Kafka does with old records of a topic. */
public enum Cleanup {
    /** Records go when they are older than the topic's retention. */
    DELETE("delete"),
    /** The newest record of a key stays for ever; a superseded one may go once it is older than the topic's retention. */
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
        this.policy = policy;
    }

    /** The value of Kafka's {@code cleanup.policy}. */
    String policy() {
        return policy;
    }
}
