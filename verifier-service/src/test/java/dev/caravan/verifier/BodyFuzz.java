package dev.caravan.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.code.http.CodeRoutes;
import dev.caravan.verifier.sandbox.SandboxSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Posts changed bodies to a service with every built-in verifier and a sandbox, for so many seconds (argument 1; argument 2 is the seed), and
 * now and then talks to its port in something that is hardly HTTP. Fails on: an answer other than 200, 400 or 413, a refusal without a
 * reason, a 200 without as many verdicts as submissions, no answer within 20 seconds, a good request that is answered differently
 * afterwards.
 */
final class BodyFuzz {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_ITEMS = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TreeMap<String, Integer> answers = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private final List<Seed> seeds;
    private final BodySoup soup;
    private final Random random;
    private final int port;
    private long slowestMillis;

    private BodyFuzz(int port, long seed) throws IOException {
        this.port = port;
        this.soup = new BodySoup(seed);
        this.random = new Random(seed);
        this.seeds = seeds();
    }

    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Vertx vertx = Vertx.vertx();
        VerifierRegistry registry = VerifierRegistry.discover();
        CodeRoutes code = new CodeRoutes(registry.sandboxes().of(SandboxSettings.defaults()), new Size(64 << 10));
        try (Judge judge =
                new Judge(registry, new JudgeSettings(2, Duration.ofSeconds(10), 8), new SimpleMeterRegistry())) {
            Router router = Router.router(vertx);
            VerifierService.routes(judge, code, new Size(64 << 10), MOST_ITEMS).mount(vertx, router);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
            BodyFuzz fuzz = new BodyFuzz(server.actualPort(), seed);
            fuzz.run(seconds);
            fuzz.report(seed);
            System.exit(fuzz.findings.isEmpty() ? 0 : 1);
        }
    }

    private void run(long seconds) throws InterruptedException {
        List<String> good = new ArrayList<>();
        for (Seed seed : seeds) {
            good.add(post(seed.path(), seed.body().getBytes(StandardCharsets.UTF_8)));
        }
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 1; System.nanoTime() < end && findings.size() < 20; i++) {
            int chosen = random.nextInt(seeds.size());
            Seed seed = seeds.get(chosen);
            Seed other = seeds.get(random.nextInt(seeds.size()));
            post(seed.path(), soup.changed(seed.body(), other.body()));
            if (i % 20 == 0) {
                mumble(seed);
            }
            if (i % 50 == 0) {
                String now = post(seed.path(), seed.body().getBytes(StandardCharsets.UTF_8));
                if (!withoutTimes(now).equals(withoutTimes(good.get(chosen)))) {
                    findings.add("a good request is answered differently: " + now + " after " + good.get(chosen));
                }
            }
        }
    }

    /** Posts a body and looks at the answer, which it returns. */
    private String post(String path, byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            slowestMillis = Math.max(slowestMillis, (System.nanoTime() - start) / 1_000_000);
            answers.merge(path + " " + response.statusCode(), 1, Integer::sum);
            String problem = problem(path, body, response);
            if (problem != null) {
                finding(problem, path, body);
            }
            return response.body();
        } catch (IOException e) {
            finding("no answer: " + e, path, body);
            return "";
        }
    }

    private String problem(String path, byte[] body, HttpResponse<String> response) {
        try {
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() == 400 || response.statusCode() == 413) {
                return answer.path("error").asText("").isBlank() ? "refused without a reason" : null;
            }
            if (response.statusCode() != 200) {
                return response.statusCode() + " " + response.body();
            }
            if (!path.equals("/v1/verify")) {
                return answer.isObject() ? null : "no object: " + answer;
            }
            JsonNode asked = json.readTree(body);
            boolean fits = asked.isArray()
                    ? answer.isArray() && answer.size() == asked.size() && areVerdicts(answer)
                    : isVerdict(answer);
            return fits ? null : "no verdicts: " + answer;
        } catch (IOException e) {
            return "not JSON: " + response.body();
        }
    }

    private static boolean areVerdicts(JsonNode answers) {
        for (JsonNode answer : answers) {
            if (!isVerdict(answer)) {
                return false;
            }
        }
        return true;
    }

    /** A score is there if and only if nothing failed. */
    private static boolean isVerdict(JsonNode answer) {
        String status = answer.path("status").asText();
        JsonNode score = answer.path("score");
        return status.equals("ERROR") ? score.isNull() : score.isNumber() && Double.isFinite(score.asDouble());
    }

    /** Says something to the port that a web server should survive; what it answers does not matter. */
    private void mumble(Seed seed) {
        String body = seed.body();
        String said =
                switch (random.nextInt(6)) {
                    case 0 ->
                        "POST " + seed.path() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n" + body;
                    case 1 -> "POST " + seed.path() + " HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n" + body;
                    case 2 ->
                        "POST " + seed.path() + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
                                + body;
                    case 3 ->
                        "POST " + seed.path()
                                + " HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{\"a\"";
                    case 4 -> "POST " + "/a".repeat(5_000) + " HTTP/1.1\r\n\r\n";
                    default -> new String(soup.changed(body, body), StandardCharsets.ISO_8859_1);
                };
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.setSoTimeout(200);
            answers.merge("mumbled", 1, Integer::sum);
            socket.getInputStream().readNBytes(200);
        } catch (IOException e) {
            // It hung up, or waits for the rest: both are fine. The next good request says whether it lives.
        }
    }

    private void finding(String problem, String path, byte[] body) {
        findings.add(problem + "\n  of " + path + " " + new String(body, StandardCharsets.ISO_8859_1));
    }

    private void report(long seed) {
        findings.forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "seed %d: %,d requests, %d findings, slowest %d ms%n",
                seed,
                answers.values().stream().mapToInt(Integer::intValue).sum(),
                findings.size(),
                slowestMillis);
        answers.forEach((what, count) -> System.out.printf(Locale.ROOT, "  %-24s %,d%n", what, count));
    }

    /** Run times and version digests differ from one run of a program to the next. */
    private static String withoutTimes(String answer) {
        return answer.replaceAll("\"(runtimes|execution_time)\":(\\[[^]]*\\]|[0-9.E-]+)", "");
    }

    private List<Seed> seeds() throws IOException {
        List<Seed> read = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(BodyFuzz.class.getResourceAsStream("bodies.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode row = json.readTree(line);
                read.add(new Seed(row.get("path").asText(), row.get("body").toString()));
            }
        } catch (JsonProcessingException e) {
            throw new IOException("bodies.jsonl: " + e.getOriginalMessage(), e);
        }
        return read;
    }

    private record Seed(String path, String body) {}
}
