package dev.caravan.verifier.text;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.HashMap;
import java.util.Map;

/** Asks a verifier in one line, options written {@code key=value key=value}. */
final class Judged {

    private Judged() {}

    static double score(Verifier verifier, String completion, String truth, String options) {
        return ((Verdict.Scored) verdict(verifier, completion, truth, options)).score();
    }

    static Verdict verdict(Verifier verifier, String completion, String truth, String options) {
        return verifier.verify(new Submission(completion, truth, options(options), "", Finish.STOP));
    }

    static Options options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.strip().split(" +", -1)) {
            int at = option.indexOf('=');
            if (at > 0) {
                options.put(option.substring(0, at), option.substring(at + 1));
            }
        }
        return new Options(options);
    }
}
