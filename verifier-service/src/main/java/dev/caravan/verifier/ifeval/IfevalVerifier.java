package dev.caravan.verifier.ifeval;

import dev.caravan.verifier.ifeval.GroundTruth.Named;
import dev.caravan.verifier.ifeval.text.PunktModel;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.TextAnalysis;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a completion the instructions that its prompt gave? The ground truth lists them, see {@link GroundTruth}. Only what is behind the
 * last {@code </think>} is judged. Options:
 *
 * <ul>
 *   <li>{@code accuracy}: {@code strict} or {@code loose}, see {@link Accuracy}; strict by default;
 *   <li>{@code score}: {@code all} for 1 where every instruction is followed and 0 otherwise, or {@code fraction} for the share of
 *       instructions that are; all by default.
 * </ul>
 *
 * <p>Setting: {@code punkt}, a folder with NLTK's model of English sentences, {@code punkt_tab/english}; without it the facts that come with
 * Caravan.
 */
public final class IfevalVerifier implements Verifier {

    private static final String ACCURACY = "accuracy";
    private static final String SCORE = "score";
    private static final String PUNKT = "punkt";
    private static final String THOUGHT = "</think>";

    private Catalogue catalogue = new Catalogue(TextAnalysis.builtIn());

    private enum Score {
        ALL,
        FRACTION
    }

    @Override
    public String name() {
        return "ifeval";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Options settings) {
        settings.only(Set.of(PUNKT));
        String folder = settings.text(PUNKT, "");
        if (!folder.isEmpty()) {
            catalogue = new Catalogue(TextAnalysis.with(PunktModel.read(Path.of(folder))));
        }
    }

    @Override
    public Verdict verify(Submission submission) {
        Options options = checked(submission.options());
        GroundTruth truth = GroundTruth.parse(submission.groundTruth(), catalogue);
        String response = answer(submission.completion(), truth.function());
        List<String> readings = options.choice(ACCURACY, Accuracy.STRICT).readings(response);
        List<String> faults = new ArrayList<>();
        int followed = 0;
        for (Named named : truth.instructions()) {
            Optional<String> fault = fault(named, readings);
            fault.ifPresent(what -> faults.add(named.id() + ": " + what));
            followed += fault.isPresent() ? 0 : 1;
        }
        int all = truth.instructions().size();
        if (faults.isEmpty()) {
            return Verdict.right(
                    all == 1 ? "the instruction is followed" : "all " + all + " instructions are followed");
        }
        double share = (double) followed / all;
        double score = options.choice(SCORE, Score.ALL) == Score.FRACTION ? share : 0;
        return new Verdict.Scored(score, followed + " of " + all + " followed; " + String.join("; ", faults));
    }

    /** What the response itself does wrong, if no reading of it follows the instruction; a blank one follows none. */
    private static Optional<String> fault(Named named, List<String> readings) {
        Optional<String> first = Optional.of("the response is empty");
        for (int i = 0; i < readings.size(); i++) {
            String reading = readings.get(i);
            if (!PythonText.isBlank(reading)) {
                Optional<String> fault = named.instruction().fault(reading);
                if (fault.isEmpty()) {
                    return fault;
                }
                first = i == 0 ? fault : first;
            }
        }
        return first;
    }

    /** As open-instruct cuts it, except that without thoughts IFEval's types see every character. */
    private static String answer(String completion, boolean function) {
        int thought = completion.lastIndexOf(THOUGHT);
        if (thought < 0 && !function) {
            return completion;
        }
        String answer = thought < 0 ? completion : completion.substring(thought + THOUGHT.length());
        return PythonText.strip(answer.replace("<answer>", "").replace("</answer>", ""));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            checked(options);
            GroundTruth.parse(groundTruth, catalogue);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Options checked(Options options) {
        options.only(Set.of(ACCURACY, SCORE));
        options.choice(ACCURACY, Accuracy.STRICT);
        options.choice(SCORE, Score.ALL);
        return options;
    }
}
