package dev.caravan.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.verifier.VerifyRequest.BadRequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bodies of {@code POST /v1/verify}. Numbers keep the digits that they were written with: a ground truth is not rounded. */
final class VerifyBody {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final int maxItems;

    /** @param maxItems most submissions in one body */
    VerifyBody(int maxItems) {
        this.maxItems = maxItems;
    }

    /**
     * What a body asks for.
     *
     * @param batch whether it came as an array, and the answers should go as one
     */
    record Submissions(List<VerifyRequest> requests, boolean batch) {}

    /** @throws BadRequestException naming what is wrong with it, whatever it is */
    Submissions read(byte[] body) {
        JsonNode tree = parse(body);
        if (!tree.isArray()) {
            return new Submissions(List.of(VerifyRequest.of(tree, "")), false);
        }
        if (tree.size() > maxItems) {
            throw new BadRequestException("", tree.size() + " submissions, more than " + maxItems);
        }
        List<VerifyRequest> requests = new ArrayList<>(tree.size());
        for (int i = 0; i < tree.size(); i++) {
            requests.add(VerifyRequest.of(tree.get(i), "[" + i + "]."));
        }
        return new Submissions(requests, true);
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadRequestException("", "is not JSON: " + e.getOriginalMessage());
        } catch (IOException | NumberFormatException e) {
            // Bytes that are no text in any encoding of JSON; an exponent that no number holds.
            throw new BadRequestException("", "is not JSON: " + e.getMessage());
        }
    }
}
