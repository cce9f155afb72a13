package dev.caravan.verifier.math.number;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads whole numbers in English words: {@code two hundred and four}, {@code twenty-five}. */
public final class NumberWords {

    private static final int MAX_WORDS = 16;
    private static final Map<String, Integer> SMALL = small();
    private static final Map<String, Integer> LARGE =
            Map.of("thousand", 1_000, "million", 1_000_000, "billion", 1_000_000_000);

    private NumberWords() {}

    /** The value of the words, which are in lower case; null if they are no number. */
    public static @Nullable BigInteger value(List<String> words) {
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            return null;
        }
        long total = 0;
        long group = 0;
        long last = 0;
        long lastLarge = Long.MAX_VALUE;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Integer small = SMALL.get(word);
            Integer large = LARGE.get(word);
            if (small != null) {
                // Seven may follow twenty and a hundred, but nothing follows seven.
                boolean fits = last == 0 || last == 100 || (last >= 20 && last < 100 && small > 0 && small < 10);
                if (!fits || (small == 0 && words.size() > 1)) {
                    return null;
                }
                group += small;
                last = small == 0 ? 1 : small;
            } else if (word.equals("hundred") && group > 0 && group < 10) {
                group *= 100;
                last = 100;
            } else if (large != null && group > 0 && large < lastLarge) {
                total += group * large;
                lastLarge = large;
                group = 0;
                last = 0;
            } else if (!(word.equals("and") && i > 0 && i + 1 < words.size() && (last == 100 || last == 0))) {
                return null;
            }
        }
        return last == 0 && total == 0 ? null : BigInteger.valueOf(total + group);
    }

    private static Map<String, Integer> small() {
        Map<String, Integer> words = new HashMap<>();
        List<String> upToTwenty = List.of(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                        .concat(" seventeen eighteen nineteen twenty")
                        .split(" ", -1));
        for (int i = 0; i < upToTwenty.size(); i++) {
            words.put(upToTwenty.get(i), i);
        }
        List<String> tens = List.of("thirty forty fifty sixty seventy eighty ninety".split(" ", -1));
        for (int i = 0; i < tens.size(); i++) {
            words.put(tens.get(i), 30 + 10 * i);
        }
        return Map.copyOf(words);
    }
}
