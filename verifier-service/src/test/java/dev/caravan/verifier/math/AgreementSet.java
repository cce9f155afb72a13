package dev.caravan.verifier.math;

import dev.caravan.verifier.spi.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Pairs of references and answers with what a person says about them, from the resource {@code math/agreement.tsv}. */
record AgreementSet(String kind, String reference, String answer, boolean right) {

    static List<AgreementSet> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                AgreementSet.class.getResourceAsStream("/math/agreement.tsv"), "agreement.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(row -> new AgreementSet(row[0], row[1], row[2], row[3].equals("1")))
                    .toList();
        }
    }

    Submission submission() {
        String completion =
                kind.equals("extraction") ? answer.replace('⏎', '\n') : "So the answer is $\\boxed{" + answer + "}$.";
        return Submission.of(completion, reference);
    }
}
