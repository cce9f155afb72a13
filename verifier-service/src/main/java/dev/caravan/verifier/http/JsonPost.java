package dev.caravan.verifier.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to one address and returns the JSON that comes back. Tries again, after a wait that doubles, on 408, 425, 429 and 5xx, on a
 * connection that fails or breaks, on a response that does not end in time, is too large or is not JSON; honours {@code Retry-After}.
 * Follows no redirects. Thread-safe.
 */
public final class JsonPost {

    private static final int SHOWN = 200;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Endpoint endpoint;

    public JsonPost(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Posts a body, as often as the endpoint allows.
     *
     * @throws PostException if no try brought JSON; says what the last one brought
     * @throws InterruptedException if the thread is interrupted, in a wait or in a try
     */
    public JsonNode send(JsonNode body) throws PostException, InterruptedException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        long until = System.nanoTime() + endpoint.limit().toNanos();
        Duration wait = endpoint.backoff();
        for (int attempt = 1; ; attempt++) {
            Outcome outcome = attempt(bytes, until);
            if (outcome instanceof Outcome.Answer answer) {
                return answer.value();
            }
            Outcome.Failure failure = (Outcome.Failure) outcome;
            // Half of each wait is random, so that clients that failed together do not come back together.
            Duration pause = failure.after().compareTo(wait) > 0 ? failure.after() : jittered(wait);
            boolean late = System.nanoTime() + pause.toNanos() >= until;
            if (!failure.tryAgain() || attempt == endpoint.attempts() || late) {
                throw new PostException(
                        endpoint.address() + ": " + failure.reason() + (attempt == 1 ? "" : ", at try " + attempt),
                        failure.tryAgain());
            }
            Thread.sleep(pause.toMillis());
            wait = wait.multipliedBy(2);
        }
    }

    private Outcome attempt(byte[] body, long until) throws InterruptedException {
        long left = Math.min(endpoint.timeout().toNanos(), until - System.nanoTime());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        endpoint.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), info -> new BoundedBody(endpoint.maxResponse()));
        try {
            return read(sent.get(Math.max(1, left), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Outcome.again("no complete response within " + left / 1_000_000 + " ms");
        } catch (ExecutionException e) {
            return Outcome.again(describe(e.getCause() == null ? e : e.getCause()));
        } finally {
            // Closes the connection of a response that is still on its way.
            sent.cancel(true);
        }
    }

    private Outcome read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            try {
                JsonNode value = json.readTree(response.body());
                return value.isMissingNode()
                        ? Outcome.again("status " + status + " with nothing in it")
                        : new Outcome.Answer(value);
            } catch (JsonProcessingException e) {
                return Outcome.again("status " + status + " with what is not JSON: " + e.getOriginalMessage());
            } catch (IOException e) {
                return Outcome.again("status " + status + " with what cannot be read: " + e.getMessage());
            }
        }
        boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
        return new Outcome.Failure("status " + status + ": " + shown(response.body()), passing, retryAfter(response));
    }

    /** The header's seconds; its other form, a date, is not used by the services that this talks to and reads as none. */
    private static Duration retryAfter(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        boolean seconds =
                !value.isEmpty() && value.length() <= 5 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return seconds ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
    }

    private static Duration jittered(Duration wait) {
        return wait.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(Math.max(1, wait.toMillis() / 2) + 1));
    }

    private static String describe(Throwable error) {
        return error instanceof BoundedBody.TooLargeException ? String.valueOf(error.getMessage()) : error.toString();
    }

    private static String shown(byte[] body) {
        int length = Math.min(SHOWN, body.length);
        return new String(body, 0, length, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }

    /** What one try brought. */
    private sealed interface Outcome {

        record Answer(JsonNode value) implements Outcome {}

        record Failure(String reason, boolean tryAgain, Duration after) implements Outcome {}

        static Outcome again(String reason) {
            return new Failure(reason, true, Duration.ZERO);
        }
    }
}
