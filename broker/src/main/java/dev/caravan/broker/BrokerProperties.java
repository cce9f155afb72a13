package dev.caravan.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one broker-and-controller on loopback is configured with, and why where it is not the default. */
final class BrokerProperties {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(Path dir, Listener listener, int controllerPort) {
        Map<String, String> p = new LinkedHashMap<>();
        identity(p, dir, listener, controllerPort);
        oneNode(p);
        fastGroups(p);
        smallAndLocal(p);
        return p;
    }

    private static void identity(Map<String, String> p, Path dir, Listener listener, int controllerPort) {
        String listeners = "PLAINTEXT://" + listener.bound() + ",CONTROLLER://127.0.0.1:" + controllerPort;
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE));
        p.put("log.dirs", dir.toString());
        // A static quorum: the voter's address is configuration, so the directory may be reopened on other ports. A
        // dynamic quorum would keep the old address in its log.
        p.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", CONTROLLER);
        p.put("listeners", listeners);
        p.put("advertised.listeners", "PLAINTEXT://" + listener.reachable());
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("inter.broker.listener.name", "PLAINTEXT");
    }

    /** The internal topics default to three replicas. */
    private static void oneNode(Map<String, String> p) {
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "2");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "2");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "2");
    }

    /** By default the first record reaches a new share group after 5 s, a new consumer group after 0.7 s, a new Streams group after 3 s. */
    private static void fastGroups(Map<String, String> p) {
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.consumer.assignment.interval.ms", "0");
        p.put("group.consumer.min.heartbeat.interval.ms", "200");
        p.put("group.consumer.heartbeat.interval.ms", "500");
        p.put("group.streams.initial.rebalance.delay.ms", "0");
        p.put("group.streams.assignment.interval.ms", "0");
        p.put("group.share.assignment.interval.ms", "0");
        p.put("group.share.min.heartbeat.interval.ms", "200");
        p.put("group.share.heartbeat.interval.ms", "500");
        // How long a killed member keeps its partitions. The defaults make whoever comes after it wait for 45 s.
        for (String kind : List.of("consumer", "share", "streams")) {
            p.put("group." + kind + ".min.session.timeout.ms", "6000");
            p.put("group." + kind + ".session.timeout.ms", "10000");
        }
        // Tests lease for a second or two to see a dead worker's work come back.
        p.put("group.share.min.record.lock.duration.ms", "1000");
        p.put("group.share.max.record.lock.duration.ms", "600000");
    }

    private static void smallAndLocal(Map<String, String> p) {
        p.put("auto.create.topics.enable", "false");
        p.put("controlled.shutdown.enable", "true");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("background.threads", "2");
        p.put("num.recovery.threads.per.data.dir", "1");
        // The default is a heap buffer of 128 MiB.
        p.put("log.cleaner.dedupe.buffer.size", "2097152");
        p.put("log.cleaner.threads", "1");
        // A weight chunk is 1 MiB and its envelope.
        p.put("message.max.bytes", "2097152");
        p.put("replica.fetch.max.bytes", "2097152");
    }
}
