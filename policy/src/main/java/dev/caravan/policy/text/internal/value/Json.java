package dev.caravan.policy.text.internal.value;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's {@code json.dumps(value, ensure_ascii=False, indent=...)}, which is what transformers' {@code tojson} is. */
public final class Json {

    private final StringBuilder out = new StringBuilder();
    private final int indent;

    private Json(int indent) {
        this.indent = indent;
    }

    /** @param indent spaces a level, or -1 for one line */
    public static String of(Object value, int indent) {
        Json json = new Json(Math.min(indent, 16));
        json.write(value, 0);
        return json.out.toString();
    }

    private void write(Object value, int depth) {
        if (value instanceof String text) {
            quote(text);
        } else if (value instanceof Boolean || value instanceof Long) {
            out.append(value);
        } else if (value instanceof Double) {
            out.append(Values.repr(value));
        } else if (value == None.NONE) {
            out.append("null");
        } else if (value instanceof List<?> list) {
            Iterator<?> items = list.iterator();
            sequence('[', ']', list.size(), depth, () -> write(items.next(), depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            sequence('{', '}', map.size(), depth, () -> {
                Map.Entry<?, ?> entry = entries.next();
                quote(Values.text(entry.getKey()));
                out.append(": ");
                write(entry.getValue(), depth + 1);
            });
        } else {
            throw Values.defined(value, value, "tojson cannot write " + Values.repr(value));
        }
    }

    private void sequence(char open, char close, int size, int depth, Runnable next) {
        out.append(open);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.append(indent < 0 ? ", " : ",");
            }
            newline(depth + 1);
            next.run();
            Limits.text(out.length());
        }
        if (size > 0) {
            newline(depth);
        }
        out.append(close);
    }

    private void newline(int depth) {
        if (indent >= 0) {
            out.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
