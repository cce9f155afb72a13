package dev.caravan.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The few of a step's measurements that a person wants to see, in a fixed order and form. */
final class Measures {

    private record Shown(String name, String label, String format) {}

    private static final List<Shown> SHOWN = List.of(
            new Shown("loss", "loss", "%.3f"),
            new Shown("reward", "reward", "%.3f"),
            new Shown("staleness", "staleness", "%.1f"),
            new Shown("ratio_max_deviation", "ratio off by", "%.1e"),
            new Shown("pair_accuracy", "pairs right", "%.2f"),
            new Shown("grad_norm", "gradient", "%.2f"),
            new Shown("tokens_per_second", "tok/s", "%.0f"));

    private Measures() {}

    static String text(Map<String, Double> measured) {
        List<String> parts = new ArrayList<>();
        for (Shown shown : SHOWN) {
            Double value = measured.get(shown.name());
            if (value != null && Double.isFinite(value)) {
                parts.add(shown.label() + " " + String.format(Locale.ROOT, shown.format(), value));
            }
        }
        return String.join("  ", parts);
    }
}
