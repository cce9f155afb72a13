package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Python's slices of texts (by code point) and lists. */
final class Slices {

    private Slices() {}

    /** Bounds and step may be None. */
    static Object slice(Object target, Object from, Object to, Object step) {
        if (!(target instanceof String) && !(target instanceof List<?>)) {
            throw Values.defined(target, target, "cannot slice " + Values.repr(target));
        }
        List<Object> all = Values.iterate(target);
        int stride = step == None.NONE ? 1 : Values.index(step);
        if (stride == 0) {
            throw new JinjaException("the step of a slice must not be 0");
        }
        int size = all.size();
        // A bound is clamped to the positions at which iteration may start or end, which differ by direction.
        int low = stride > 0 ? 0 : -1;
        int high = stride > 0 ? size : size - 1;
        long start = from == None.NONE ? (stride > 0 ? low : high) : clamp(Values.index(from), size, low, high);
        long end = to == None.NONE ? (stride > 0 ? high : low) : clamp(Values.index(to), size, low, high);
        List<Object> part = new ArrayList<>();
        for (long i = start; stride > 0 ? i < end : i > end; i += stride) {
            part.add(all.get((int) i));
        }
        return target instanceof String ? concatenate(part) : part;
    }

    static String concatenate(List<Object> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(Values.text(part)));
        return text.toString();
    }

    private static long clamp(long bound, int size, int low, int high) {
        return Math.max(low, Math.min(high, bound < 0 ? bound + size : bound));
    }
}
