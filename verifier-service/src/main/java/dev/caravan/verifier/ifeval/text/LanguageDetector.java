package dev.caravan.verifier.ifeval.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.optimaize.langdetect.cybozu.util.CharNormalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The language of a text as Python's langdetect 1.0.9 finds it: naive Bayes over the text's 1- to 3-grams, drawn at random until one
 * language is certain, the mean of seven such trials (Nakatani: Language Detection Library for Java, 2010). langdetect draws anew in every
 * call, so that it answers now this, now that for a text it is not sure about; here the draws are the same every time.
 *
 * <p>The n-gram profiles and the table of characters to take for one another are those of {@code language-detector}, for the languages that
 * langdetect knows; of its code nothing else is used.
 */
public final class LanguageDetector {

    private static final int MOST_CHARACTERS = 10_000;
    private static final int TRIALS = 7;
    private static final int MOST_DRAWS = 1_000;
    private static final double CERTAIN = 0.99999;
    private static final double LIKELY = 0.1;
    private static final double ALPHA = 0.5;
    private static final double ALPHA_SPREAD = 0.05;
    private static final double BASE_FREQUENCY = 10_000;
    private static final long SEED = 0;

    private volatile @Nullable LanguageProfiles profiles;

    LanguageDetector() {}

    /** The codes it may answer, such as {@code en} and {@code zh-cn}. */
    public static Set<String> languages() {
        return LanguageProfiles.LANGUAGES;
    }

    /** The code of the language, {@code unknown} if none is likely, empty if the text has nothing to go by, such as one of digits. */
    public Optional<String> detect(String text) {
        LanguageProfiles known = profiles();
        List<LanguageProfiles.Gram> grams = grams(LanguageText.prepare(text, MOST_CHARACTERS), known);
        if (grams.isEmpty()) {
            return Optional.empty();
        }
        double[] mean = new double[known.size()];
        Random random = new Random(SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] probabilities = trial(grams, mean.length, random);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += probabilities[i] / TRIALS;
            }
        }
        int best = 0;
        for (int i = 1; i < mean.length; i++) {
            if (mean[i] > mean[best]) {
                best = i;
            }
        }
        return Optional.of(mean[best] > LIKELY ? known.language(best) : "unknown");
    }

    private LanguageProfiles profiles() {
        LanguageProfiles known = profiles;
        if (known == null) {
            synchronized (this) {
                known = profiles;
                if (known == null) {
                    known = LanguageProfiles.load(new JsonFactory());
                    profiles = known;
                }
            }
        }
        return known;
    }

    private static double[] trial(List<LanguageProfiles.Gram> grams, int languages, Random random) {
        double[] probabilities = new double[languages];
        Arrays.fill(probabilities, 1.0 / languages);
        double weight = (ALPHA + random.nextGaussian() * ALPHA_SPREAD) / BASE_FREQUENCY;
        for (int draw = 0; ; draw++) {
            grams.get(random.nextInt(grams.size())).multiply(probabilities, weight);
            if (draw % 5 == 0 && (normalise(probabilities) > CERTAIN || draw >= MOST_DRAWS)) {
                return probabilities;
            }
        }
    }

    private static double normalise(double[] probabilities) {
        double sum = Arrays.stream(probabilities).sum();
        double most = 0;
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
            most = Math.max(most, probabilities[i]);
        }
        return most;
    }

    /** The n-grams within words that some language knows; words in capitals are passed over. */
    private static List<LanguageProfiles.Gram> grams(String text, LanguageProfiles known) {
        List<LanguageProfiles.Gram> grams = new ArrayList<>();
        StringBuilder window = new StringBuilder(" ");
        boolean capitals = false;
        for (int at = 0; at < text.length(); at++) {
            char c = CharNormalizer.normalize(text.charAt(at));
            char last = window.charAt(window.length() - 1);
            if (last == ' ') {
                window.setLength(0);
                window.append(' ');
                capitals = false;
                if (c == ' ') {
                    continue;
                }
            } else if (window.length() >= 3) {
                window.deleteCharAt(0);
            }
            window.append(c);
            capitals = Character.isUpperCase(c) && (capitals || Character.isUpperCase(last));
            if (!capitals) {
                for (int start = window.length() - 1; start >= 0; start--) {
                    known.find(window.substring(start)).ifPresent(grams::add);
                }
            }
        }
        return grams;
    }
}
