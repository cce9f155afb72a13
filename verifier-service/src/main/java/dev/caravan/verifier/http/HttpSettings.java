package dev.caravan.verifier.http;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.units.Size;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings of the webhook, under {@code verifiers.http}. */
public record HttpSettings(
        @Default("") @Doc("address of the webhook, http or https; empty where there is none") String url,
        @Default("") @Doc("environment variable with a token to send as Authorization: Bearer; empty for none")
                String tokenVariable,
        @Default("64") @Doc("checks that may be under way at a time, 1 to 1024") int concurrency,
        @Default("5ms") @Doc("time in which checks are gathered into one request, up to 1s") Duration gather,
        @Default("64") @Doc("most checks in a request, 1 to 1000") int batch,
        @Default("4MiB") @Doc("largest request; one check alone may be larger") Size maxRequest,
        @Default("4MiB") @Doc("largest response, 1KiB or more") Size maxResponse,
        @Default("3") @Doc("tries of a request, 1 to 20") int attempts,
        @Default("250ms") @Doc("wait before the second try, doubled before each further one") Duration backoff,
        @Default("20s") @Doc("time for one try, to the last byte of its response") Duration timeout,
        @Default("60s") @Doc("time for a check with all tries; one that overruns it is an ERROR") Duration limit) {

    public HttpSettings {
        require(concurrency >= 1 && concurrency <= 1024, "concurrency must be 1 to 1024, not " + concurrency);
        require(batch >= 1 && batch <= 1000, "batch must be 1 to 1000, not " + batch);
        require(
                !gather.isNegative() && gather.compareTo(Duration.ofSeconds(1)) <= 0,
                "gather must be 0s to 1s, not " + gather);
        require(maxRequest.bytes() >= 1024, "max_request must be at least 1KiB, not " + maxRequest);
        require(
                maxResponse.bytes() >= 1024 && maxResponse.bytes() <= 1 << 30,
                "max_response must be 1KiB to 1GiB, not " + maxResponse);
        if (!url.isEmpty()) {
            endpoint(url, Optional.empty(), attempts, backoff, timeout, limit, maxResponse);
        }
    }

    /**
     * Where to post; empty where no address is set.
     *
     * @param environment looks up a variable, giving null for one that is not set
     * @throws IllegalArgumentException if the token's variable is not set
     */
    Optional<Endpoint> endpoint(Function<String, @Nullable String> environment) {
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(endpoint(
                        url, Tokens.read(tokenVariable, environment), attempts, backoff, timeout, limit, maxResponse));
    }

    private static Endpoint endpoint(
            String url,
            Optional<String> token,
            int attempts,
            Duration backoff,
            Duration timeout,
            Duration limit,
            Size maxResponse) {
        return new Endpoint(URI.create(url), token, attempts, backoff, timeout, limit, (int) maxResponse.bytes());
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
