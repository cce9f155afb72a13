package dev.caravan.cli.report;

/**
 * A share of successes with its 95 % Wilson score interval (Wilson 1927; Brown, Cai, DasGupta 2001, section 4.1), which stays
 * within [0, 1] and is honest near both ends and for few items, where the normal approximation is not.
 */
public record Proportion(int successes, int items) {

    /** 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    public Proportion {
        if (items < 1 || successes < 0 || successes > items) {
            throw new IllegalArgumentException(
                    "successes must be in [0, items] and items positive, got " + successes + " of " + items);
        }
    }

    /** In [0, 1]. */
    public double share() {
        return (double) successes / items;
    }

    /** Lower end of the interval. */
    public double low() {
        return Math.max(0, centre() - halfWidth());
    }

    /** Upper end of the interval. */
    public double high() {
        return Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (share() + Z * Z / (2.0 * items)) / denominator();
    }

    private double halfWidth() {
        double p = share();
        return Z * Math.sqrt(p * (1 - p) / items + Z * Z / (4.0 * items * items)) / denominator();
    }

    private double denominator() {
        return 1 + Z * Z / items;
    }
}
