package dev.caravan.verifier.plugin.kafka;

import dev.caravan.runtime.CaravanException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The names that a verifier's host and workers agree on. */
record WorkerTopics(String verifier) {

    /** What nobody asks for any more is kept for a day, to look at. */
    private static final Duration RETENTION = Duration.ofDays(1);

    String requests() {
        return "verify.requests." + verifier;
    }

    String results() {
        return "verify.results." + verifier;
    }

    /** Share group of the workers. */
    String group() {
        return "verify." + verifier;
    }

    /** Creates the topics that are missing, and has the share group start with what is there. */
    void create(Admin admin, int partitions) {
        Map<String, String> config =
                Map.of("retention.ms", Long.toString(RETENTION.toMillis()), "max.message.bytes", "4194304");
        for (String topic : List.of(requests(), results())) {
            try {
                admin.createTopics(
                                List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new CaravanException("creating topic " + topic + " failed: " + e.getCause(), e.getCause());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        Collection<AlterConfigOp> earliest = List.of(
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET));
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group()), earliest))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new CaravanException("configuring share group " + group() + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CaravanException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CaravanException("interrupted while setting up the topics of verifier '" + verifier + "'", cause);
    }
}
