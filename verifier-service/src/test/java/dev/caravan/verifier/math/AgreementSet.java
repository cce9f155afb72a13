package dev.caravan.verifier.math;

import dev.caravan.verifier.spi.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A reference and an answer with what a person says about them. */
record AgreementSet(String kind, String reference, String answer, boolean right) {

    /** Written and labelled before the code was run on any of it; the code was mended where it failed. */
    static List<AgreementSet> all() throws IOException {
        return of("agreement");
    }

    /** Written and labelled when all of {@link #all} agreed, and run only then: the first figures are in docs/math.md. */
    static List<AgreementSet> heldOut() throws IOException {
        return of("heldout");
    }

    /** Around what was mended and added after the held-out set was run. */
    static List<AgreementSet> mended() throws IOException {
        return of("mended");
    }

    /** The pairs of the resource {@code math/NAME.tsv}. */
    static List<AgreementSet> of(String name) throws IOException {
        String resource = "/math/" + name + ".tsv";
        try (InputStream in = Objects.requireNonNull(AgreementSet.class.getResourceAsStream(resource), resource)) {
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
