package dev.caravan.verifier.spi;

/**
 * One completion to judge. Its text is untrusted: a policy in training finds every input that pays, so a verifier bounds its
 * time and memory on any text.
 *
 * @param completion what the policy wrote, without the prompt and the stop token
 * @param groundTruth what the prompt's data says about the right answer; its form is the verifier's to define
 * @param options settings of this prompt for this verifier
 * @param prompt the prompt as text; empty if unknown
 * @param tokens length of the completion in the policy's tokens, the stop token included; {@link #UNKNOWN} for text that was not sampled
 */
public record Submission(
        String completion, String groundTruth, Options options, String prompt, Finish finish, int tokens) {

    /** Nobody counted the tokens. */
    public static final int UNKNOWN = -1;

    public Submission {
        if (tokens < UNKNOWN) {
            throw new IllegalArgumentException("tokens must be 0 or more, or " + UNKNOWN + ": " + tokens);
        }
    }

    /** A completion whose tokens nobody counted. */
    public Submission(String completion, String groundTruth, Options options, String prompt, Finish finish) {
        this(completion, groundTruth, options, prompt, finish, UNKNOWN);
    }

    /** A completion without options, prompt and finish. */
    public static Submission of(String completion, String groundTruth) {
        return new Submission(completion, groundTruth, Options.NONE, "", Finish.UNKNOWN);
    }
}
