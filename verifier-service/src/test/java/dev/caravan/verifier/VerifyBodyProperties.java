package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.VerifyBody.Submissions;
import dev.caravan.verifier.VerifyRequest.BadRequestException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is posted, it is a request or the poster's mistake. */
class VerifyBodyProperties {

    private static final int MOST = 5;
    private static final String GOOD =
            "[{\"id\": 7, \"verifier\": \"math\", \"completion\": \"\\u00bd \\ud83d\\ude80\","
                    + " \"ground_truth\": {\"a\": [1e3, null, -0.50]}, \"options\": {\"strict\": true}, \"finish_reason\": \"stop\"},"
                    + " {\"verifiers\": [\"a\", {\"name\": \"b\", \"weight\": 1e-3, \"ground_truth\": 1.10}], \"completion\": \"\"}]";

    private final VerifyBody bodies = new VerifyBody(MOST);

    @Property(tries = 2000)
    void anyBytesAreARequestOrABadOne(@ForAll @Size(max = 200) byte[] body) {
        readOrRefuse(body);
    }

    @Property(tries = 5000)
    void aBodyWithAFewBytesChangedIsARequestOrABadOne(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1 << 20) Integer> places, @ForAll byte replacement) {
        // Given
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int place : places) {
            body[place % body.length] = replacement;
        }

        // When, Then
        readOrRefuse(body);
    }

    @Property(tries = 5000)
    void jsonOfAnyShapeIsARequestOrABadOne(@ForAll("shapes") String body) {
        readOrRefuse(body.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1000)
    void whatIsWrittenIsWhatTheVerifierGets(
            @ForAll String completion, @ForAll String truth, @ForAll String prompt, @ForAll String name) {
        // Given
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("verifier", name)
                .put("completion", completion)
                .put("ground_truth", truth)
                .put("prompt", prompt);

        // When
        VerifyRequest request = bodies.read(body.toString().getBytes(StandardCharsets.UTF_8))
                .requests()
                .get(0);

        // Then: all but halves of surrogate pairs, which no encoding carries
        if (StandardCharsets.UTF_8.newEncoder().canEncode(completion + truth + prompt + name)) {
            assertThat(request.completion()).isEqualTo(completion);
            assertThat(request.prompt()).isEqualTo(prompt);
            assertThat(request.verifiers().get(0).getGroundTruth()).isEqualTo(truth);
            assertThat(request.verifiers().get(0).getName()).isEqualTo(name);
        }
    }

    @Example
    void numbersKeepTheirDigits() {
        for (String number : List.of("0.1000000000000000055511151231257827", "100.0", "1.50", "1e400", "-0")) {
            // When
            String body = "{\"verifier\": \"math\", \"completion\": \"\", \"ground_truth\": " + number + "}";
            String truth = bodies.read(body.getBytes(StandardCharsets.UTF_8))
                    .requests()
                    .get(0)
                    .verifiers()
                    .get(0)
                    .getGroundTruth();

            // Then
            assertThat(new BigDecimal(truth)).isEqualTo(new BigDecimal(number));
        }
    }

    @Example
    void depthAndLengthAreBounded() {
        readOrRefuse("[".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
        readOrRefuse("{\"ground_truth\":".repeat(500_000).getBytes(StandardCharsets.UTF_8));
        readOrRefuse(("{\"verifier\": \"a\", \"completion\": \"\", \"ground_truth\": " + "[".repeat(900)
                        + "]".repeat(900) + "}")
                .getBytes(StandardCharsets.UTF_8));
        readOrRefuse(("{\"verifier\": \"a\", \"completion\": \"\", \"ground_truth\": " + "9".repeat(1_000_000) + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> shapes() {
        return shapes(3);
    }

    private static Arbitrary<String> shapes(int depth) {
        Arbitrary<String> leaf = Arbitraries.of(
                "null", "true", "0", "-1.5e3", "1e999999999", "\"\"", "\"math\"", "\"\\ud800\"", "{}", "[]");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> inner = shapes(depth - 1);
        Arbitrary<String> array = inner.list().ofMaxSize(MOST + 2).map(items -> "[" + String.join(",", items) + "]");
        Arbitrary<String> keys = Arbitraries.of(
                "id",
                "verifier",
                "verifiers",
                "name",
                "weight",
                "completion",
                "ground_truth",
                "prompt",
                "options",
                "finish_reason",
                "other");
        Arbitrary<String> object = Arbitraries.maps(keys, inner).ofMaxSize(8).map(fields -> fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}")));
        return Arbitraries.oneOf(leaf, array, object, object);
    }

    private void readOrRefuse(byte[] body) {
        Submissions submissions;
        try {
            submissions = bodies.read(body);
        } catch (BadRequestException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(submissions.requests()).hasSizeLessThanOrEqualTo(MOST).allSatisfy(request -> {
            assertThat(request.verifiers()).isNotEmpty();
            assertThat(request.completion()).isNotNull();
        });
    }
}
