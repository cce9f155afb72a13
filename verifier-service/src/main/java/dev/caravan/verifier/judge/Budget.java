package dev.caravan.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.verifier.http.PostException;

/** What a process may spend on judging. Thread-safe; what is under way when it runs out is still paid for. */
final class Budget {

    /** Characters of a token, to count where the endpoint does not say what it used; few, so that the guess is high. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    private final long mostRequests;
    private final long mostTokens;
    private long requests;
    private long tokens;

    /** Limits of 0 are none. */
    Budget(long mostRequests, long mostTokens) {
        this.mostRequests = mostRequests;
        this.mostTokens = mostTokens;
    }

    /**
     * Takes one request.
     *
     * @throws PostException if there is none left; trying again does not help
     */
    synchronized void take() throws PostException {
        if (mostRequests > 0 && requests >= mostRequests) {
            throw new PostException(
                    "the judge's budget of " + mostRequests
                            + " requests is spent; raise verifiers.judge.budget_requests",
                    false);
        }
        if (mostTokens > 0 && tokens >= mostTokens) {
            throw new PostException(
                    "the judge's budget of " + mostTokens + " tokens is spent; raise verifiers.judge.budget_tokens",
                    false);
        }
        requests++;
    }

    /** Counts what a request and its response used, as the response says, or else by their lengths. */
    synchronized void spend(JsonNode request, JsonNode response) {
        JsonNode used = response.path("usage").path("total_tokens");
        tokens += used.canConvertToInt() && used.intValue() >= 0
                ? used.intValue()
                : (request.toString().length() + response.toString().length()) / CHARACTERS_PER_TOKEN;
    }
}
