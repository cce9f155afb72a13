package dev.caravan.verifier.spi;

/**
 * One completion to judge. Its text is untrusted: a policy in training finds every input that pays, so a verifier bounds its
 * time and memory on any text.
 *
 * @param completion what the policy wrote, without the prompt and the stop token
 * @param groundTruth what the prompt's data says about the right answer; its form is the verifier's to define
 * @param options settings of this prompt for this verifier
 * @param prompt the prompt as text; empty if unknown
 */
public record Submission(String completion, String groundTruth, Options options, String prompt, Finish finish) {

    /** A completion without options, prompt and finish. */
    public static Submission of(String completion, String groundTruth) {
        return new Submission(completion, groundTruth, Options.NONE, "", Finish.UNKNOWN);
    }
}
