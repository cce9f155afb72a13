package dev.caravan.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.verifier.http.BoundSettings;
import dev.caravan.verifier.http.JsonPost;
import dev.caravan.verifier.http.PostException;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model rate the completion from 1 to 5, one request for each aspect; the score is the mean of (rating - 1) / 4. A failure on
 * the way, a reply without a rating and a budget that is spent are ERROR, never a score. Options:
 *
 * <ul>
 *   <li>{@code aspects}: of {@code instruction_following}, {@code helpfulness}, {@code honesty}, {@code truthfulness}, by commas; all by
 *       default;
 *   <li>{@code truth}: whether the judge sees the ground truth as a {@code reference} answer (the default; none if it is empty), as a
 *       {@code rubric}, or {@code none} of it.
 * </ul>
 *
 * <p>Verdicts repeat as far as the model does at temperature 0.
 */
public final class JudgeVerifier implements Verifier {

    private final Function<String, @Nullable String> environment;
    private ModelSettings settings = BoundSettings.of("judge", Options.NONE, ModelSettings.class);
    private Budget budget = new Budget(0, 0);
    private @Nullable JsonPost post;

    public JudgeVerifier() {
        this(System::getenv);
    }

    JudgeVerifier(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "judge";
    }

    /** The model is part of it. */
    @Override
    public String version() {
        return settings.model().isEmpty() ? "1" : "1/" + settings.model();
    }

    @Override
    public void start(Options given) {
        settings = BoundSettings.of(name(), given, ModelSettings.class);
        budget = new Budget(settings.budgetRequests(), settings.budgetTokens());
        post = settings.endpoint(environment).map(JsonPost::new).orElse(null);
    }

    @Override
    public Optional<Pace> pace() {
        // The requests' own limits come first, so that their reason is the one that is reported.
        return Optional.of(new Pace(
                settings.concurrency(),
                settings.limit().multipliedBy(Aspect.values().length).plusSeconds(1)));
    }

    @Override
    public Verdict verify(Submission submission) {
        Task task = Task.of(submission.groundTruth(), submission.options());
        if (post == null) {
            return new Verdict.Failed("no judge is set up; set verifiers.judge.url and verifiers.judge.model", false);
        }
        if (submission.completion().length() > settings.maxCharacters()) {
            return new Verdict.Undecided(
                    "longer than " + settings.maxCharacters() + " characters: not shown to the judge");
        }
        try {
            return rate(task, submission, post);
        } catch (PostException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), e.retriable());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Failed("interrupted while waiting for the judge", true);
        }
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            Task.of(groundTruth, options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Verdict rate(Task task, Submission submission, JsonPost to) throws PostException, InterruptedException {
        double sum = 0;
        List<String> ratings = new ArrayList<>();
        for (Aspect aspect : task.aspects()) {
            JsonNode request =
                    new Question(aspect, submission, task.reference()).request(settings.model(), settings.maxTokens());
            budget.take();
            JsonNode response = to.send(request);
            budget.spend(request, response);
            Rating rating = Rating.of(response);
            sum += rating.score();
            ratings.add(aspect.label() + " " + rating.value());
        }
        return new Verdict.Scored(sum / ratings.size(), String.join(", ", ratings));
    }

    private record Task(List<Aspect> aspects, Question.Reference reference) {

        static Task of(String groundTruth, Options options) {
            options.only(Set.of("aspects", "truth"));
            List<Aspect> aspects = options.choices("aspects", Aspect.class);
            Question.Reference reference = options.choice("truth", Question.Reference.REFERENCE);
            if (reference == Question.Reference.RUBRIC && groundTruth.isBlank()) {
                throw new IllegalArgumentException("the ground truth must hold the rubric, it is empty");
            }
            return new Task(aspects.isEmpty() ? List.of(Aspect.values()) : aspects, reference);
        }
    }
}
