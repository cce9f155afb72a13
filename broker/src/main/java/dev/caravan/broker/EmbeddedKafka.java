package dev.caravan.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker and KRaft controller in this process, on loopback unless told otherwise, with its data in a directory that outlives it: reopening the
 * directory (on the same port or another) brings back topics, records, offsets and leases, after {@code kill -9} too.
 *
 * <p>Kafka ends the JVM on a fatal fault. Here the fault completes {@link #fault()} instead and the host decides: the broker must then be
 * considered dead. Kafka has one such hook a JVM, so with several brokers the newest reports for all.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private static final Duration ABANDON = Duration.ofSeconds(5);

    private final Path dir;
    private final Listener listener;
    private final CompletableFuture<String> fault = new CompletableFuture<>();
    private @Nullable KafkaRaftServer server;

    /**
     * A broker that is not started yet.
     *
     * @param dir where the data is; made and formatted at the first start
     * @param port port to listen on, or 0 for a free one
     */
    public EmbeddedKafka(Path dir, int port) {
        this(dir, Listener.loopback(port));
    }

    /**
     * A broker that is not started yet.
     *
     * @param dir where the data is; made and formatted at the first start
     * @param listener where it listens
     */
    public EmbeddedKafka(Path dir, Listener listener) {
        this.dir = dir.toAbsolutePath().normalize();
        this.listener = listener.port() == 0 ? listener.on(freePort()) : listener;
    }

    /**
     * Starts the broker and returns it once clients can connect.
     *
     * @throws BrokerException if it cannot start: the port is taken, say, or another broker has the directory open
     */
    public EmbeddedKafka start() {
        if (isStarted()) {
            throw new IllegalStateException("the broker on " + bootstrap() + " is started already");
        }
        Exit.setExitProcedure(this::report);
        Exit.setHaltProcedure(this::report);
        long begin = System.nanoTime();
        try {
            DataDirectory.requireUnused(dir);
            int controllerPort = freePort();
            if (!Files.exists(dir.resolve("meta.properties"))) {
                format();
            }
            KafkaConfig config = KafkaConfig.fromProps(properties(controllerPort), false);
            KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
            setServer(starting);
            starting.startup();
        } catch (Exception | LinkageError e) {
            abandon();
            throw new BrokerException(
                    "the broker on " + bootstrap() + " with data in " + dir + " cannot start: " + reasons(e), e);
        }
        LOG.atInfo()
                .addKeyValue("bootstrap", bootstrap())
                .addKeyValue("dir", dir)
                .addKeyValue("millis", (System.nanoTime() - begin) / 1_000_000)
                .log("broker started");
        return this;
    }

    private synchronized boolean isStarted() {
        return server != null;
    }

    private synchronized void setServer(KafkaRaftServer starting) {
        server = starting;
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrap() {
        return listener.reachable();
    }

    /** Completes with what Kafka said when it wanted to end the JVM; never on an orderly close. */
    public CompletionStage<String> fault() {
        return fault.minimalCompletionStage();
    }

    /** Stops the broker; what it acknowledged is on disk. Closing again does nothing. */
    @Override
    public void close() {
        KafkaRaftServer running;
        synchronized (this) {
            running = server;
            server = null;
        }
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Stops a broker that did not start. Its controlled shutdown may wait minutes for a controller that never was: it is left behind. */
    private void abandon() {
        Thread closer = new Thread(this::close, "close-" + bootstrap());
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(ABANDON.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Properties properties(int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(BrokerProperties.of(dir, listener, controllerPort));
        return properties;
    }

    private void format() throws Exception {
        Files.createDirectories(dir);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerProperties.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setDirectories(List.of(dir.toString()))
                .setMetadataLogDirectory(dir.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .run();
    }

    /** Stands in for {@code System.exit}: records the fault and unwinds the thread that asked for it. */
    private void report(int status, @Nullable String message) {
        String reason = "broker fault on " + bootstrap() + ": " + (message == null ? "exit status " + status : message);
        LOG.atError().addKeyValue("status", status).log(reason);
        fault.complete(reason);
        throw new IllegalStateException(reason);
    }

    /** What failed, then why: Kafka wraps the one in the other. */
    private static String reasons(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == e ? e.toString() : e.getMessage() + ": " + root.getMessage();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerException("no free port on loopback", e);
        }
    }
}
