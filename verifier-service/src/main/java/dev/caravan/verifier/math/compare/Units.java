package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units that differ by a known factor: {@code 5 m} is {@code 500 cm} and not {@code 5 cm}. A unit that only one side states says nothing. */
final class Units {

    private static final Map<String, Unit> KNOWN = known();
    private static final Map<String, Integer> POWERS = Map.of(
            "^2", 2, "^{2}", 2, "square ", 2, "sq ", 2, " squared", 2, "^3", 3, "^{3}", 3, "cubic ", 3, " cubed", 3);

    /** The units whose factor is one. */
    private static final Map<String, String> BASES =
            Map.of("length", "mm", "mass", "mg", "weight", "oz", "time", "s", "volume", "ml", "money", "cent");

    private Units() {}

    private record Unit(String dimension, Rational factor) {}

    /** Whether the two are the same size; null if not both state a known unit, or the same one. */
    static @Nullable Truth same(Form.Value gold, Form.Value answer, Equality equality) {
        if (modulus(gold) && modulus(answer) && !gold.unit().equals(answer.unit())) {
            return Truth.UNKNOWN;
        }
        Unit left = unit(gold.unit());
        Unit right = unit(answer.unit());
        if (left == null || right == null || left.equals(right)) {
            return null;
        }
        if (!left.dimension().equals(right.dimension())) {
            return Truth.NO;
        }
        return equality.same(in(left, gold.expr()), in(right, answer.expr()));
    }

    private static boolean modulus(Form.Value value) {
        return value.unit().startsWith("mod ");
    }

    /**
     * Amounts in several units as one, {@code 2 hours 15 minutes} in seconds. Null if units are unknown, of different kinds, or one occurs
     * twice.
     */
    static Form.@Nullable Value total(List<Form.Value> parts) {
        List<Expr> terms = new ArrayList<>();
        Set<Unit> seen = new HashSet<>();
        String dimension = null;
        for (Form.Value part : parts) {
            Unit unit = unit(part.unit());
            if (unit == null || !seen.add(unit) || (dimension != null && !dimension.equals(unit.dimension()))) {
                return null;
            }
            dimension = unit.dimension();
            terms.add(in(unit, part.expr()));
        }
        String base = dimension == null ? null : BASES.get(dimension);
        return base == null ? null : new Form.Value(new Expr.Sum(List.copyOf(terms)), base);
    }

    /** A unit, its square or cube, or one unit by another; null if it is not known. */
    private static @Nullable Unit unit(String written) {
        String name = written.replace("/ ", "/").replace(" /", "/");
        Unit known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        for (Map.Entry<String, Integer> power : POWERS.entrySet()) {
            String mark = power.getKey();
            boolean before = mark.endsWith(" ");
            if (before ? name.startsWith(mark) : name.endsWith(mark)) {
                Unit base = KNOWN.get(
                        before ? name.substring(mark.length()) : name.substring(0, name.length() - mark.length()));
                return base == null
                        ? null
                        : new Unit(
                                base.dimension() + power.getValue(),
                                base.factor().power(power.getValue()));
            }
        }
        int slash = name.indexOf('/');
        int width = 1;
        if (slash < 0) {
            slash = name.indexOf(" per ");
            width = " per ".length();
        }
        Unit above = slash < 0 ? null : KNOWN.get(name.substring(0, slash));
        Unit below = above == null ? null : KNOWN.get(name.substring(slash + width));
        return above == null || below == null
                ? null
                : new Unit(
                        above.dimension() + "/" + below.dimension(),
                        above.factor().dividedBy(below.factor()));
    }

    private static Expr in(Unit unit, Expr expr) {
        return new Expr.Product(List.of(expr, new Expr.Num(unit.factor(), 0)));
    }

    private static Map<String, Unit> known() {
        Map<String, Unit> units = new HashMap<>();
        put(units, "length", 1, 1, "mm", "millimeter", "millimeters", "millimetres");
        put(units, "length", 10, 1, "cm", "centimeter", "centimeters", "centimetres");
        put(units, "length", 1_000, 1, "m", "meter", "meters", "metres", "metre");
        put(units, "length", 1_000_000, 1, "km", "kilometer", "kilometers", "kilometres");
        put(units, "length", 127, 5, "inch", "inches", "in");
        put(units, "length", 1_524, 5, "ft", "foot", "feet");
        put(units, "length", 4_572, 5, "yd", "yard", "yards");
        put(units, "length", 8_046_720, 5, "mi", "mile", "miles");
        put(units, "mass", 1, 1, "mg", "milligrams");
        put(units, "mass", 1_000, 1, "g", "gram", "grams");
        put(units, "mass", 1_000_000, 1, "kg", "kilogram", "kilograms");
        put(units, "weight", 1, 1, "oz", "ounce", "ounces");
        put(units, "weight", 16, 1, "lb", "lbs", "pound", "pounds");
        put(units, "time", 1, 1, "s", "sec", "secs", "second", "seconds");
        put(units, "time", 60, 1, "min", "mins", "minute", "minutes");
        put(units, "time", 3_600, 1, "h", "hr", "hrs", "hour", "hours");
        put(units, "time", 86_400, 1, "day", "days");
        put(units, "time", 604_800, 1, "week", "weeks");
        put(units, "volume", 1, 1, "ml", "mL", "milliliters");
        put(units, "volume", 1_000, 1, "l", "L", "liter", "liters", "litres");
        put(units, "money", 1, 1, "cent", "cents");
        put(units, "am", 1, 1, "am", "AM", "a m", "A M");
        put(units, "celsius", 1, 1, "C");
        put(units, "fahrenheit", 1, 1, "F");
        put(units, "pm", 1, 1, "pm", "PM", "p m", "P M");
        put(units, "money", 100, 1, "dollar", "dollars", "USD");
        return Map.copyOf(units);
    }

    private static void put(Map<String, Unit> units, String dimension, long above, long below, String... names) {
        Unit unit = new Unit(dimension, new Rational(BigInteger.valueOf(above), BigInteger.valueOf(below)));
        for (String name : names) {
            units.put(name, unit);
        }
    }
}
