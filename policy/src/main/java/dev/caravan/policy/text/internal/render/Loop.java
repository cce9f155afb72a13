package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Callable;
import dev.caravan.policy.text.internal.value.Undefined;
import java.util.List;

/** The variable {@code loop}. */
final class Loop {

    private final List<Object> elements;
    private int index;
    private List<Object> last = List.of();

    Loop(List<Object> elements) {
        this.elements = elements;
    }

    void at(int position) {
        index = position;
    }

    Object attribute(String name) {
        int size = elements.size();
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) size - index;
            case "revindex0" -> size - index - 1L;
            case "first" -> index == 0;
            case "last" -> index == size - 1;
            case "length" -> (long) size;
            case "depth" -> 1L; // counts recursive loops, which we do not support
            case "depth0" -> 0L;
            case "previtem" -> index == 0 ? new Undefined("loop.previtem") : elements.get(index - 1);
            case "nextitem" -> index == size - 1 ? new Undefined("loop.nextitem") : elements.get(index + 1);
            case "cycle" ->
                (Callable) arguments -> arguments.positional().isEmpty()
                        ? new Undefined("loop.cycle()")
                        : arguments
                                .positional()
                                .get(index % arguments.positional().size());
            case "changed" ->
                (Callable) arguments -> {
                    boolean changed = index == 0 || !arguments.positional().equals(last);
                    last = arguments.positional();
                    return changed;
                };
            default -> new Undefined("loop." + name);
        };
    }
}
