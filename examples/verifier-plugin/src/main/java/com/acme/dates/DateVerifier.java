package com.acme.dates;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code acme.date}: whether a completion ends in the right date. It reads the last line: {@code 1969-07-20}, {@code 20 July 1969}, {@code July
 * 20, 1969}, {@code Jul 20 1969}. Two dates in that line are one too many. The ground truth is an ISO date.
 *
 * <p>Option {@code partial} (default false): the right month of the right year earns a half.
 */
public final class DateVerifier implements Verifier {

    private static final int LONGEST_LINE = 1_000;
    private static final int WORDS = 3;
    private static final List<DateTimeFormatter> FORMS = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE, form("d MMMM uuuu"), form("d MMM uuuu"), form("MMMM d uuuu"), form("MMM d uuuu"));

    @Override
    public String name() {
        return "acme.date";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        LocalDate right = truth(submission.groundTruth());
        boolean partial = submission.options().only(Set.of("partial")).flag("partial", false);
        String line = lastLine(submission.completion());
        Set<LocalDate> found = dates(line);
        if (found.isEmpty()) {
            return Verdict.wrong("no date in the last line");
        }
        if (found.size() > 1) {
            return Verdict.wrong("several dates in the last line: " + found);
        }
        LocalDate date = found.iterator().next();
        if (date.equals(right)) {
            return Verdict.right(date + " is right");
        }
        boolean sameMonth = date.getYear() == right.getYear() && date.getMonth() == right.getMonth();
        return partial && sameMonth
                ? new Verdict.Scored(0.5, date + " is of the right month")
                : Verdict.wrong(date + " is not " + right);
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            truth(groundTruth);
            options.only(Set.of("partial")).flag("partial", false);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static LocalDate truth(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
            throw new IllegalArgumentException("ground truth '" + shown + "' is not a date like 1969-07-20", e);
        }
    }

    /** The end of the last line that says anything; bounded, as a completion may be one line of a megabyte. */
    private static String lastLine(String completion) {
        String text = completion.stripTrailing();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        return line.length() <= LONGEST_LINE ? line : line.substring(line.length() - LONGEST_LINE);
    }

    private static Set<LocalDate> dates(String line) {
        String[] words = line.replace(',', ' ').strip().split("\\s+");
        Set<LocalDate> found = new TreeSet<>();
        for (int from = 0; from < words.length; from++) {
            for (int to = from + 1; to <= Math.min(from + WORDS, words.length); to++) {
                date(String.join(" ", List.of(words).subList(from, to))).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<LocalDate> date(String words) {
        String text = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
        for (DateTimeFormatter form : FORMS) {
            try {
                return Optional.of(LocalDate.parse(text, form));
            } catch (DateTimeException e) {
                // not of this form
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
