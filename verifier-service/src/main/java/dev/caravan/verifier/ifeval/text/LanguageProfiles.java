package dev.caravan.verifier.ifeval.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.optimaize.langdetect.cybozu.util.CharNormalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How often each language has each n-gram. */
final class LanguageProfiles {

    /** The languages of langdetect 1.0.9; the library's others would take votes that the reference gives to these. */
    static final Set<String> LANGUAGES = Set.copyOf(List.of(
            ("af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr ne nl no pa pl pt"
                            + " ro ru sk sl so sq sv sw ta te th tl tr uk ur vi zh-cn zh-tw")
                    .split(" ")));

    private final List<String> languages;
    private final Map<String, Gram> grams;

    private LanguageProfiles(List<String> languages, Map<String, Gram> grams) {
        this.languages = languages;
        this.grams = grams;
    }

    /** An n-gram's share of the n-grams of its length, in the languages that have it. */
    static final class Gram {

        private int[] languages = new int[0];
        private double[] shares = new double[0];

        private void add(int language, double share) {
            int size = languages.length;
            languages = java.util.Arrays.copyOf(languages, size + 1);
            shares = java.util.Arrays.copyOf(shares, size + 1);
            languages[size] = language;
            shares[size] = share;
        }

        /** Bayes' rule for all languages; {@code weight} stands for the share in those that do not have it. */
        void multiply(double[] probabilities, double weight) {
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] *= weight;
            }
            for (int i = 0; i < languages.length; i++) {
                probabilities[languages[i]] *= (weight + shares[i]) / weight;
            }
        }
    }

    /** Reads the profiles from the library's jar: about 4 MB of JSON. */
    static LanguageProfiles load(JsonFactory json) {
        List<String> languages = List.copyOf(new TreeSet<>(LANGUAGES));
        Map<String, Gram> grams = new HashMap<>();
        for (int i = 0; i < languages.size(); i++) {
            load(json, languages.get(i), i, grams);
        }
        return new LanguageProfiles(languages, grams);
    }

    private static void load(JsonFactory json, String language, int index, Map<String, Gram> grams) {
        String file = "/languages/" + language.replace("cn", "CN").replace("tw", "TW");
        Map<String, Integer> counts = new HashMap<>();
        List<Integer> totals = new ArrayList<>();
        try (InputStream stream = CharNormalizer.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("language-detector's jar has no " + file);
            }
            try (JsonParser parser = json.createParser(stream)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token == JsonToken.VALUE_NUMBER_INT
                            && "n_words"
                                    .equals(parser.getParsingContext()
                                            .getParent()
                                            .getCurrentName())) {
                        totals.add(parser.getIntValue());
                    } else if (token == JsonToken.VALUE_NUMBER_INT) {
                        counts.put(parser.currentName(), parser.getIntValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read language-detector's " + file, e);
        }
        counts.forEach((gram, count) -> {
            if (gram.length() >= 1 && gram.length() <= 3) {
                grams.computeIfAbsent(gram, key -> new Gram())
                        .add(index, (double) count / totals.get(gram.length() - 1));
            }
        });
    }

    int size() {
        return languages.size();
    }

    String language(int index) {
        return languages.get(index);
    }

    /** Nothing for n-grams that no language has, and for a space alone. */
    Optional<Gram> find(String gram) {
        return gram.equals(" ") ? Optional.empty() : Optional.ofNullable(grams.get(gram));
    }
}
