package dev.caravan.policy.text.internal.syntax;

import dev.caravan.policy.text.internal.value.JinjaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the statements of a template out of its segments. */
public final class TemplateParser {

    private static final int MAX_DEPTH = 50;

    private final List<Segment> segments;
    private int at;
    private int depth;

    private TemplateParser(List<Segment> segments) {
        this.segments = segments;
    }

    /**
     * Parses a template.
     *
     * @throws JinjaException if it is malformed or uses what we do not support; names the line
     */
    public static List<Statement> parse(String template) {
        TemplateParser parser = new TemplateParser(Lexer.segments(template));
        List<Statement> statements = parser.body();
        if (parser.at < parser.segments.size()) {
            Segment stray = parser.segments.get(parser.at);
            throw new JinjaException("unexpected '" + parser.keyword(stray) + "'").at(stray.line());
        }
        return statements;
    }

    /** Statements up to a tag that ends or continues the enclosing one. */
    private List<Statement> body() {
        if (++depth > MAX_DEPTH) {
            throw new JinjaException("blocks are nested more than " + MAX_DEPTH + " deep");
        }
        List<Statement> statements = new ArrayList<>();
        while (at < segments.size()) {
            Segment segment = segments.get(at);
            if (segment.kind() == Segment.Kind.BLOCK && closes(keyword(segment))) {
                break;
            }
            at++;
            try {
                statements.add(statement(segment));
            } catch (JinjaException e) {
                throw e.at(segment.line());
            }
        }
        depth--;
        return List.copyOf(statements);
    }

    private static boolean closes(String keyword) {
        return keyword.startsWith("end") || keyword.equals("else") || keyword.equals("elif");
    }

    private String keyword(Segment segment) {
        return segment.tokens().isEmpty() ? "" : segment.tokens().get(0).text();
    }

    private Statement statement(Segment segment) {
        int line = segment.line();
        Cursor tag = new Cursor(segment.tokens());
        switch (segment.kind()) {
            case DATA -> {
                return new Statement.Text(segment.text(), line);
            }
            case PRINT -> {
                Expression value = new ExpressionParser(tag).tuple();
                tag.end();
                return new Statement.Print(value, line);
            }
            default -> {
                return block(tag, line);
            }
        }
    }

    private Statement block(Cursor tag, int line) {
        String keyword = tag.name();
        switch (keyword) {
            case "if" -> {
                return branches(tag, line);
            }
            case "for" -> {
                return loop(tag, line);
            }
            case "set" -> {
                return assignment(tag, line);
            }
            case "macro" -> {
                return macro(tag, line);
            }
            case "generation" -> {
                tag.end();
                Statement group = new Statement.Group(body(), line);
                close("endgeneration");
                return group;
            }
            case "break", "continue" -> {
                tag.end();
                return new Statement.Jump(keyword.equals("break"), line);
            }
            default -> throw new JinjaException("the tag '" + keyword + "' is not supported");
        }
    }

    private Statement branches(Cursor first, int line) {
        List<Statement.Branch> branches = new ArrayList<>();
        Cursor tag = first;
        while (true) {
            Expression condition = new ExpressionParser(tag).tuple();
            tag.end();
            branches.add(new Statement.Branch(condition, body()));
            tag = close("endif", "elif", "else");
            if (tag.accept("endif")) {
                break;
            }
            if (tag.accept("else")) {
                tag.end();
                branches.add(new Statement.Branch(new Expression.Literal(true), body()));
                close("endif");
                break;
            }
            tag.expect("elif");
        }
        return new Statement.If(branches, line);
    }

    private Statement loop(Cursor tag, int line) {
        boolean bracketed = tag.accept("(");
        List<String> targets = new ArrayList<>(List.of(tag.name()));
        while (tag.accept(",")) {
            targets.add(tag.name());
        }
        if (bracketed) {
            tag.expect(")");
        }
        tag.expect("in");
        Expression elements = new ExpressionParser(tag).or();
        @Nullable Expression filter = tag.accept("if") ? new ExpressionParser(tag).expression() : null;
        tag.end();
        List<Statement> body = body();
        List<Statement> otherwise = List.of();
        Cursor next = close("endfor", "else");
        if (next.accept("else")) {
            otherwise = body();
            close("endfor");
        }
        return new Statement.For(targets, elements, filter, body, otherwise, line);
    }

    private Statement assignment(Cursor tag, int line) {
        List<Expression> targets = new ArrayList<>();
        do {
            String name = tag.name();
            targets.add(
                    tag.accept(".")
                            ? new Expression.Attribute(new Expression.Name(name), tag.name())
                            : new Expression.Name(name));
        } while (tag.accept(","));
        if (tag.accept("=")) {
            Expression value = new ExpressionParser(tag).tuple();
            tag.end();
            return new Statement.Set(targets, value, line);
        }
        tag.end();
        if (targets.size() != 1) {
            throw new JinjaException("a set block has one target");
        }
        Statement capture = new Statement.Capture(targets.get(0), body(), line);
        close("endset");
        return capture;
    }

    private Statement macro(Cursor tag, int line) {
        String name = tag.name();
        List<Statement.Parameter> parameters = new ArrayList<>();
        tag.expect("(");
        while (!tag.accept(")")) {
            String parameter = tag.name();
            parameters.add(new Statement.Parameter(
                    parameter, tag.accept("=") ? new ExpressionParser(tag).expression() : null));
            if (!tag.peek().is(")")) {
                tag.expect(",");
            }
        }
        tag.end();
        Statement macro = new Statement.Macro(name, parameters, body(), line);
        close("endmacro");
        return macro;
    }

    /** Takes the tag that ended a body and must be one of these. */
    private Cursor close(String... expected) {
        if (at == segments.size()) {
            throw new JinjaException("'" + expected[0] + "' is missing");
        }
        Segment segment = segments.get(at++);
        if (!Arrays.asList(expected).contains(keyword(segment))) {
            throw new JinjaException("expected '" + expected[0] + "' but found '" + keyword(segment) + "'")
                    .at(segment.line());
        }
        return new Cursor(segment.tokens());
    }
}
