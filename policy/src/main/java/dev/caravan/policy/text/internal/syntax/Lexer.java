package dev.caravan.policy.text.internal.syntax;

import dev.caravan.policy.text.internal.value.JinjaException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into segments. Whitespace control is that of Jinja with {@code trim_blocks} and {@code lstrip_blocks} on, as
 * transformers sets them: the newline after a block tag goes, and so do blanks before one that starts its line; a minus strips
 * everything, a plus nothing.
 */
final class Lexer {

    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(?:-%}\\s*|%})");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)");
    private static final Pattern BLOCK_END = Pattern.compile("\\+%}|-%}\\s*|%}\\n?");
    private static final Pattern PRINT_END = Pattern.compile("-}}\\s*|}}");
    private static final Pattern COMMENT_END = Pattern.compile("\\+#}|-#}\\s*|#}\\n?");

    private final String source;
    private final List<Segment> segments = new ArrayList<>();
    private int at;

    /** Whether the text at {@link #at} starts a line. */
    private boolean lineStarts = true;

    private int lines = 1;
    private int counted;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Segment> segments(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        while (lexer.at < lexer.source.length()) {
            lexer.next();
        }
        return lexer.segments;
    }

    private void next() {
        int open = nextTag();
        int dataLine = line(at);
        if (open < 0) {
            data(source.substring(at), dataLine, false, false);
            at = source.length();
            return;
        }
        boolean print = source.charAt(open + 1) == '{';
        int line = line(open);
        Matcher raw = RAW_BEGIN.matcher(source).region(open, source.length());
        if (raw.lookingAt()) {
            data(
                    source.substring(at, open),
                    dataLine,
                    raw.group(1).equals("-"),
                    raw.group(1).isEmpty());
            at = raw.end();
            lineStarts = source.charAt(at - 1) == '\n';
            raw(line);
            return;
        }
        char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
        boolean signed = sign == '-' || sign == '+';
        data(source.substring(at, open), dataLine, sign == '-', !print && !signed);
        at = open + (signed ? 3 : 2);
        if (source.charAt(open + 1) == '#') {
            Matcher end = COMMENT_END.matcher(source);
            if (!end.find(at)) {
                throw new JinjaException("a comment is not closed").at(line);
            }
            close(end);
            return;
        }
        Segment.Kind kind = print ? Segment.Kind.PRINT : Segment.Kind.BLOCK;
        TagScanner scanner = new TagScanner(source, at, print ? PRINT_END : BLOCK_END);
        try {
            segments.add(new Segment(kind, "", scanner.scan(), line));
        } catch (JinjaException e) {
            throw e.at(line);
        }
        close(scanner.end());
    }

    private void raw(int line) {
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            throw new JinjaException("a raw block is not closed").at(line);
        }
        data(
                source.substring(at, end.start()),
                line,
                end.group(1).equals("-"),
                end.group(1).isEmpty());
        close(end);
    }

    private void close(Matcher end) {
        at = end.end();
        lineStarts = source.charAt(at - 1) == '\n';
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            char second = source.charAt(i + 1);
            if (second == '{' || second == '%' || second == '#') {
                return i;
            }
        }
        return -1;
    }

    private void data(String text, int line, boolean stripAll, boolean stripLine) {
        String kept = text;
        if (stripAll) {
            kept = text.stripTrailing();
        } else if (stripLine) {
            int start = text.lastIndexOf('\n') + 1;
            if ((start > 0 || lineStarts) && text.substring(start).isBlank()) {
                kept = text.substring(0, start);
            }
        }
        if (!kept.isEmpty()) {
            segments.add(new Segment(Segment.Kind.DATA, kept, List.of(), line));
        }
    }

    /** Line of a position; asked for in ascending order. */
    private int line(int position) {
        for (; counted < position; counted++) {
            lines += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return lines;
    }
}
