package dev.caravan.verifier.ifeval.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the Punkt tokenizer knows about English, which its authors learnt from the Wall Street Journal: word types that end in a period and
 * are abbreviations, pairs that a period does not part, words that often start sentences, and in which case each word was seen.
 *
 * <p>{@link #builtIn} has all abbreviations, pairs and starters, and the case of some hundred common words; words it does not list count as
 * never seen. {@link #read} takes the whole of it from a folder of the user's.
 */
public final class PunktModel {

    // The flags of NLTK's ortho_context.tab
    private static final int MIDDLE_UPPER = 1 << 2;
    private static final int UPPER = 1 << 1 | MIDDLE_UPPER | 1 << 3;
    private static final int START_LOWER = 1 << 4;
    private static final int MIDDLE_LOWER = 1 << 5;
    private static final int LOWER = START_LOWER | MIDDLE_LOWER | 1 << 6;

    private final Set<String> abbreviations;
    private final Set<String> collocations;
    private final Set<String> starters;
    private final Map<String, Integer> cases;

    private PunktModel(
            Set<String> abbreviations, Set<String> collocations, Set<String> starters, Map<String, Integer> cases) {
        this.abbreviations = abbreviations;
        this.collocations = collocations;
        this.starters = starters;
        this.cases = cases;
    }

    /** The facts that come with Caravan. */
    public static PunktModel builtIn() {
        Map<String, Set<String>> sections = new HashMap<>();
        Set<String> section = new HashSet<>();
        for (String line : resource("punkt-english.txt")) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line, name -> new HashSet<>());
            } else if (line.startsWith("|")) {
                section.add(line.substring(1));
            } else if (!line.startsWith("#")) {
                section.addAll(Arrays.asList(line.split(" ")));
            }
        }
        Map<String, Integer> cases = new HashMap<>();
        sections.getOrDefault("[lower, or at the start]", Set.of()).forEach(word -> cases.put(word, MIDDLE_LOWER));
        sections.getOrDefault("[both]", Set.of()).forEach(word -> cases.put(word, MIDDLE_LOWER | MIDDLE_UPPER));
        return new PunktModel(
                sections.getOrDefault("[abbreviations]", Set.of()),
                sections.getOrDefault("[collocations]", Set.of()),
                sections.getOrDefault("[starters]", Set.of()),
                cases);
    }

    /**
     * The model as NLTK distributes it.
     *
     * @param folder {@code punkt_tab/english}, as {@code nltk.download("punkt_tab")} leaves it
     * @throws IllegalArgumentException if it does not hold the four files
     */
    public static PunktModel read(Path folder) {
        Map<String, Integer> cases = new HashMap<>();
        for (String line : lines(folder, "ortho_context.tab")) {
            int tab = line.lastIndexOf('\t');
            try {
                cases.put(line.substring(0, Math.max(0, tab)), Integer.valueOf(line.substring(tab + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        folder.resolve("ortho_context.tab")
                                + " must have a word, a tab and a number in each line, not '" + line + "'",
                        e);
            }
        }
        return new PunktModel(
                Set.copyOf(new HashSet<>(lines(folder, "abbrev_types.txt"))),
                Set.copyOf(new HashSet<>(lines(folder, "collocations.tab"))),
                Set.copyOf(new HashSet<>(lines(folder, "sent_starters.txt"))),
                cases);
    }

    private static List<String> lines(Path folder, String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read " + folder.resolve(file) + ": the folder must be NLTK's punkt_tab/english", e);
        }
    }

    private static List<String> resource(String name) {
        try (InputStream stream = PunktModel.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing beside " + PunktModel.class.getName());
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAbbreviation(String type) {
        return abbreviations.contains(type);
    }

    boolean isCollocation(String type, String nextType) {
        return collocations.contains(type + "\t" + nextType);
    }

    boolean isStarter(String type) {
        return starters.contains(type);
    }

    boolean isSeenInLowerCase(String type) {
        return (flags(type) & LOWER) != 0;
    }

    /** Seen in lower case, and with a capital never inside a sentence. */
    boolean isCapitalisedOnlyAtStarts(String type) {
        return (flags(type) & LOWER) != 0 && (flags(type) & MIDDLE_UPPER) == 0;
    }

    /** Seen with a capital, or never seen to start a sentence without one. */
    boolean isNoStartInLowerCase(String type) {
        return (flags(type) & UPPER) != 0 || (flags(type) & START_LOWER) == 0;
    }

    private int flags(String type) {
        return cases.getOrDefault(type, 0);
    }
}
