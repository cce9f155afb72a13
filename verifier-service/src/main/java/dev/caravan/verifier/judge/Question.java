package dev.caravan.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.spi.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One aspect of one completion, as a chat completion request. What is judged stands between marks that are a hash of it: a completion cannot
 * write its own end mark, so that what it says stays material to judge.
 */
record Question(Aspect aspect, Submission submission, Reference reference) {

    private static final String SYSTEM = Aspect.Text.read("system.txt");

    /** What the ground truth is to the judge. */
    enum Reference {
        NONE,
        REFERENCE,
        RUBRIC
    }

    JsonNode request(String model, int maxTokens) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("model", model);
        request.put("temperature", 0);
        request.put("max_tokens", maxTokens);
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "system").put("content", SYSTEM);
        messages.addObject().put("role", "user").put("content", text());
        return request;
    }

    private String text() {
        String mark = mark();
        StringBuilder text = new StringBuilder(aspect.rubric()).append("\n\n");
        section(text, "REQUEST", submission.prompt(), mark);
        switch (reference) {
            case REFERENCE -> section(text, "REFERENCE ANSWER", submission.groundTruth(), mark);
            case RUBRIC -> section(text, "WHAT A GOOD RESPONSE MUST DO", submission.groundTruth(), mark);
            case NONE -> {}
        }
        section(text, "RESPONSE TO RATE", submission.completion(), mark);
        return text.append("Rate ")
                .append(aspect.label().replace('_', ' '))
                .append(" only. Give your reasons in a few sentences, then end with one line: Rating: N")
                .toString();
    }

    private static void section(StringBuilder text, String title, String content, String mark) {
        if (!content.isBlank()) {
            text.append("=== ").append(title).append(' ').append(mark).append(" ===\n");
            text.append(content).append("\n=== END ").append(mark).append(" ===\n\n");
        }
    }

    private String mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(submission.prompt().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(submission.completion().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
