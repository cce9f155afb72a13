package dev.caravan.verifier.judge;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.http.Endpoint;
import dev.caravan.verifier.http.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings of the judging model, under {@code verifiers.judge}. */
public record ModelSettings(
        @Default("") @Doc("address of the API, as in http://host:8000/v1; empty where there is none") String url,
        @Default("") @Doc("name of the model; required with url") String model,
        @Default("") @Doc("environment variable with the API key; empty for none") String tokenVariable,
        @Default("16") @Doc("checks that may be under way at a time, 1 to 1024") int concurrency,
        @Default("1024") @Doc("most tokens of a reply, 16 or more") int maxTokens,
        @Default("64000") @Doc("longest completion that is judged, in characters; a longer one is UNDECIDED")
                int maxCharacters,
        @Default("0") @Doc("requests that this process may make in all; 0 for no limit") long budgetRequests,
        @Default("0") @Doc("tokens, of requests and replies, that this process may use in all; 0 for no limit")
                long budgetTokens,
        @Default("4") @Doc("tries of a request, 1 to 20") int attempts,
        @Default("1s") @Doc("wait before the second try, doubled before each further one") Duration backoff,
        @Default("60s") @Doc("time for one try, to the last byte of its response") Duration timeout,
        @Default("180s") @Doc("time for a request with all tries; a check makes one request for each aspect")
                Duration limit) {

    private static final Size MAX_RESPONSE = new Size(4 << 20);

    public ModelSettings {
        require(concurrency >= 1 && concurrency <= 1024, "concurrency must be 1 to 1024, not " + concurrency);
        require(maxTokens >= 16, "max_tokens must be at least 16, not " + maxTokens);
        require(maxCharacters >= 1, "max_characters must be at least 1, not " + maxCharacters);
        require(budgetRequests >= 0, "budget_requests must not be negative: " + budgetRequests);
        require(budgetTokens >= 0, "budget_tokens must not be negative: " + budgetTokens);
        require(url.isEmpty() || !model.isBlank(), "model must be given with url");
        if (!url.isEmpty()) {
            endpoint(url, Optional.empty(), attempts, backoff, timeout, limit);
        }
    }

    /**
     * Where to ask; empty where no address is set.
     *
     * @param environment looks up a variable, giving null for one that is not set
     * @throws IllegalArgumentException if the key's variable is not set
     */
    Optional<Endpoint> endpoint(Function<String, @Nullable String> environment) {
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        endpoint(url, Tokens.read(tokenVariable, environment), attempts, backoff, timeout, limit));
    }

    private static Endpoint endpoint(
            String url, Optional<String> token, int attempts, Duration backoff, Duration timeout, Duration limit) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return new Endpoint(URI.create(base + "/chat/completions"), token, attempts, backoff, timeout, limit, (int)
                MAX_RESPONSE.bytes());
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
