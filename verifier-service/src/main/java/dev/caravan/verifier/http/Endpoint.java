package dev.caravan.verifier.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where requests go, and how much they may take.
 *
 * @param token sent as {@code Authorization: Bearer}
 * @param attempts tries of one request in all, 1 or more
 * @param backoff wait before the second try; doubled before each further one
 * @param timeout of one try, to the last byte of its response
 * @param limit of one request with all its tries and waits
 * @param maxResponse largest response, in bytes
 */
public record Endpoint(
        URI address,
        Optional<String> token,
        int attempts,
        Duration backoff,
        Duration timeout,
        Duration limit,
        int maxResponse) {

    public Endpoint {
        String scheme = String.valueOf(address.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
            throw new IllegalArgumentException("url must be an http or https address, not '" + address + "'");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url must hold no password; name a variable with token_variable");
        }
        if (attempts < 1 || attempts > 20) {
            throw new IllegalArgumentException("attempts must be 1 to 20, not " + attempts);
        }
        requirePositive("backoff", backoff);
        requirePositive("timeout", timeout);
        requirePositive("limit", limit);
        if (maxResponse < 1024) {
            throw new IllegalArgumentException("max_response must be at least 1KiB, not " + maxResponse);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than 0, not " + value);
        }
    }
}
