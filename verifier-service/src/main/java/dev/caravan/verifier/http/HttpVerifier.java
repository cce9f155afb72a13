package dev.caravan.verifier.http;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a webhook. Checks that come within a few milliseconds go out as one {@code POST} of a JSON array; see {@link WebhookProtocol} for what
 * is sent and what must come back. Whatever goes wrong on the way is an ERROR, never a score. Ground truth and options are the webhook's to
 * define and are passed on as they are.
 */
public final class HttpVerifier implements Verifier {

    private final Function<String, @Nullable String> environment;
    private HttpSettings settings = BoundSettings.of("http", Options.NONE, HttpSettings.class);
    private @Nullable Gatherer gatherer;

    public HttpVerifier() {
        this(System::getenv);
    }

    HttpVerifier(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Options given) {
        settings = BoundSettings.of(name(), given, HttpSettings.class);
        gatherer = settings.endpoint(environment)
                .map(endpoint -> new Gatherer(new JsonPost(endpoint), settings))
                .orElse(null);
    }

    @Override
    public Optional<Pace> pace() {
        // The request's own limit comes first, so that its reason is the one that is reported.
        return Optional.of(new Pace(
                settings.concurrency(), settings.limit().plus(settings.gather()).plusSeconds(1)));
    }

    @Override
    public Verdict verify(Submission submission) {
        if (gatherer == null) {
            return new Verdict.Failed("no webhook is set up; set verifiers.http.url", false);
        }
        try {
            return gatherer.verdict(submission);
        } catch (PostException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), e.retriable());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Failed("interrupted while waiting for the webhook", true);
        }
    }
}
