package dev.caravan.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.verifier.http.PostException;
import dev.caravan.verifier.text.Shown;
import java.util.List;
import java.util.Locale;

/**
 * A rating, 1 to 5. Read strictly: the reply ended by itself, its last line is {@code Rating: N}, and no other line is one. A judge that
 * was talked into quoting a rating, or that ran out of tokens, has not rated.
 */
record Rating(int value) {

    private static final int WORST = 1;
    private static final int BEST = 5;
    private static final String MARK = "rating:";

    /**
     * The rating of a chat completion.
     *
     * @throws PostException if it holds none
     */
    static Rating of(JsonNode response) throws PostException {
        JsonNode choice = response.path("choices").path(0);
        JsonNode content = choice.path("message").path("content");
        if (!content.isTextual()) {
            throw unusable("no text in choices[0].message.content");
        }
        String finish = choice.path("finish_reason").asText("stop");
        if (!finish.equals("stop")) {
            throw unusable("its reply ended with finish_reason " + finish);
        }
        return parse(content.asText());
    }

    /** In [0, 1]: 1 is 0, 5 is 1. */
    double score() {
        return (double) (value - WORST) / (BEST - WORST);
    }

    private static Rating parse(String reply) throws PostException {
        int thought = reply.lastIndexOf("</think>");
        String said = thought < 0 ? reply : reply.substring(thought + "</think>".length());
        if (said.contains("<think>")) {
            throw unusable("its reply ended while it was thinking");
        }
        List<String> lines =
                said.lines().map(Rating::plain).filter(line -> !line.isEmpty()).toList();
        if (lines.stream().filter(line -> line.startsWith(MARK)).count() != 1) {
            throw unusable("its reply has not one line 'Rating: N': '" + Shown.of(said.strip()) + "'");
        }
        String last = lines.get(lines.size() - 1);
        String number = last.startsWith(MARK) ? last.substring(MARK.length()).strip() : "";
        if (number.length() == 1 && number.charAt(0) >= '0' + WORST && number.charAt(0) <= '0' + BEST) {
            return new Rating(number.charAt(0) - '0');
        }
        throw unusable("its reply does not end with 'Rating: N', N from 1 to 5, but with '" + Shown.of(last) + "'");
    }

    /** Without the marks of emphasis that models like. */
    private static String plain(String line) {
        return line.replace("*", "").replace("#", "").strip().toLowerCase(Locale.ROOT);
    }

    private static PostException unusable(String why) {
        return new PostException("the judge gave no rating: " + why, true);
    }
}
