/** JSON of lists, texts, integers, booleans and null, and, in the first and the last message, maps. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.at != text.length()) {
            throw new IllegalArgumentException("not JSON");
        }
        return value;
    }

    private Object value() {
        char c = text.charAt(at);
        switch (c) {
            case '"':
                return string();
            case '[':
                List<Object> list = new ArrayList<>();
                for (at++; text.charAt(at) != ']'; comma(']')) {
                    list.add(value());
                }
                at++;
                return list;
            case '{':
                Map<String, Object> map = new LinkedHashMap<>();
                for (at++; text.charAt(at) != '}'; comma('}')) {
                    String key = string();
                    expect(":");
                    map.put(key, value());
                }
                at++;
                return map;
            case 't':
                expect("true");
                return true;
            case 'f':
                expect("false");
                return false;
            case 'n':
                expect("null");
                return null;
            default:
                int from = at;
                while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                return Long.parseLong(text.substring(from, at));
        }
    }

    private void comma(char end) {
        if (text.charAt(at) != end) {
            expect(",");
        }
    }

    private void expect(String word) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("not JSON");
        }
        at += word.length();
    }

    private String string() {
        expect("\"");
        StringBuilder string = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            if (escaped == 'u') {
                string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                int known = "bfnrt".indexOf(escaped);
                string.append(known < 0 ? escaped : "\b\f\n\r\t".charAt(known));
            }
        }
        return string.toString();
    }

    static void write(Object value, StringBuilder out) {
        if (value instanceof String) {
            out.append('"');
            for (char c : ((String) value).toCharArray()) {
                if (c == '"' || c == '\\') {
                    out.append('\\').append(c);
                } else if (c < ' ' || c > '~') {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
            out.append('"');
        } else if (value instanceof List) {
            String between = "[";
            for (Object element : (List<?>) value) {
                out.append(between);
                write(element, out);
                between = ",";
            }
            out.append(((List<?>) value).isEmpty() ? "[]" : "]");
        } else if (value instanceof Map) {
            String between = "{";
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.append(between);
                write(entry.getKey(), out);
                out.append(':');
                write(entry.getValue(), out);
                between = ",";
            }
            out.append('}');
        } else {
            out.append(value);
        }
    }
}
