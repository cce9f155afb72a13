package dev.caravan.verifier.math.token;

import dev.caravan.verifier.math.tree.Expr.Const;
import dev.caravan.verifier.math.tree.Function;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that the lexer knows. Marks have one spelling each, whatever the notation they came from. */
public final class Vocabulary {

    static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            Map.entry("sqrt", Function.ROOT),
            Map.entry("abs", Function.ABS),
            Map.entry("exp", Function.EXP),
            Map.entry("ln", Function.LN),
            Map.entry("log", Function.LOG),
            Map.entry("lg", Function.LOG),
            Map.entry("sin", Function.SIN),
            Map.entry("cos", Function.COS),
            Map.entry("tan", Function.TAN),
            Map.entry("cot", Function.COT),
            Map.entry("sec", Function.SEC),
            Map.entry("csc", Function.CSC),
            Map.entry("arcsin", Function.ARCSIN),
            Map.entry("asin", Function.ARCSIN),
            Map.entry("arccos", Function.ARCCOS),
            Map.entry("acos", Function.ARCCOS),
            Map.entry("arctan", Function.ARCTAN),
            Map.entry("atan", Function.ARCTAN),
            Map.entry("sinh", Function.SINH),
            Map.entry("cosh", Function.COSH),
            Map.entry("tanh", Function.TANH),
            Map.entry("floor", Function.FLOOR),
            Map.entry("ceil", Function.CEILING),
            Map.entry("gcd", Function.GCD),
            Map.entry("lcm", Function.LCM),
            Map.entry("max", Function.MAX),
            Map.entry("min", Function.MIN),
            Map.entry("binom", Function.BINOMIAL),
            Map.entry("dbinom", Function.BINOMIAL),
            Map.entry("tbinom", Function.BINOMIAL));

    static final Map<String, Const> CONSTANTS = Map.of(
            "pi", Const.PI,
            "infty", Const.INFINITY,
            "infinity", Const.INFINITY,
            "inf", Const.INFINITY,
            "oo", Const.INFINITY,
            "e", Const.E,
            "i", Const.I);

    static final Set<String> FRACTIONS = Set.of("frac", "dfrac", "tfrac", "cfrac");

    /** LaTeX commands that stand for a mark. */
    static final Map<String, String> MARKS = marks();

    /** LaTeX commands that change nothing. */
    public static final Set<String> NOISE = Set.of(
            "left",
            "right",
            "middle",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "biggl",
            "biggr",
            "Biggl",
            "Biggr",
            "displaystyle",
            "textstyle",
            "scriptstyle",
            "limits",
            "nolimits",
            "quad",
            "qquad",
            "thinspace",
            "enspace",
            "nonumber",
            "bf",
            "rm",
            "it",
            "normalsize",
            "large",
            "Large");

    /** LaTeX commands whose argument is written in words. */
    public static final Set<String> TEXT = Set.of(
            "text",
            "textbf",
            "textit",
            "textrm",
            "textnormal",
            "textsf",
            "texttt",
            "textsc",
            "mbox",
            "hbox",
            "mathrm",
            "operatorname",
            "emph");

    /** LaTeX commands that only change the look of their argument. */
    static final Set<String> LOOK = Set.of(
            "mathbf",
            "boldsymbol",
            "bm",
            "mathit",
            "mathsf",
            "mathcal",
            "mathfrak",
            "vec",
            "hat",
            "widehat",
            "overline",
            "bar",
            "underline",
            "boxed",
            "fbox",
            "overrightarrow",
            "mathord",
            "cancel");

    /** LaTeX commands whose argument is not printed. */
    static final Set<String> INVISIBLE =
            Set.of("phantom", "hspace", "vspace", "color", "label", "tag", "vphantom", "hphantom");

    /** Greek letters and the like; {@code \pi} is a constant. */
    static final Set<String> LETTERS = Set.of(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "vartheta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "varphi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Sigma",
            "Phi",
            "Psi",
            "Omega",
            "ell",
            "triangle",
            "angle");

    /** Units written against a number in letters that would else be variables. */
    static final Set<String> UNITS = Set.of(
            "cm", "mm", "km", "kg", "mg", "ml", "hr", "hrs", "min", "mins", "sec", "secs", "mph", "ft", "in", "lb",
            "lbs", "oz", "am", "pm", "st", "nd", "rd", "th", "yd", "mi", "deg", "cents", "rad", "km/h");

    /** Words of up to three letters: any other run of so few letters is a product of variables. */
    static final Set<String> SHORT_WORDS = Set.of(
            "is", "are", "no", "yes", "odd", "the", "if", "for", "all", "of", "to", "at", "one", "two", "six", "ten",
            "red", "not", "but", "so", "we", "it", "be", "by", "on", "per", "an", "as", "day", "men", "fox", "cat",
            "dog", "may", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sum", "box",
            "set", "dne", "nan", "any", "via", "out", "up", "or", "and");

    /** Words that multiply the number before them, by how many zeros they add. */
    public static final Map<String, Integer> MAGNITUDES =
            Map.of("hundred", 2, "thousand", 3, "million", 6, "billion", 9, "trillion", 12);

    /** How the word behind a residue starts, its modulus following: {@code 2 (mod 5)}. */
    public static final String MODULO = "mod ";

    private static final Map<Character, String> UNICODE = unicode();

    private Vocabulary() {}

    /** The LaTeX or plain text that a character outside ASCII stands for; null if it stands for itself. */
    static @Nullable String ascii(char c) {
        return UNICODE.get(c);
    }

    /** The constant of that name. */
    public static Const constant(String name) throws UnreadableException {
        Const constant = CONSTANTS.get(name);
        if (constant == null) {
            throw new UnreadableException("the constant '" + name + "'");
        }
        return constant;
    }

    /** The function of that name. */
    public static Function function(String name) throws UnreadableException {
        Function function = FUNCTIONS.get(name);
        if (function == null) {
            throw new UnreadableException("the function '" + name + "'");
        }
        return function;
    }

    /** The function that {@code name^{-1}} means. */
    public static Function inverse(Function function) throws UnreadableException {
        return switch (function) {
            case SIN -> Function.ARCSIN;
            case COS -> Function.ARCCOS;
            case TAN -> Function.ARCTAN;
            default -> throw new UnreadableException("the inverse of " + function);
        };
    }

    private static Map<String, String> marks() {
        Map<String, String> marks = new HashMap<>();
        put(marks, "*", "cdot", "times", "ast", "bullet");
        put(marks, "/", "div");
        put(marks, "±", "pm");
        put(marks, "∓", "mp");
        put(marks, "<=", "le", "leq", "leqslant", "leqq");
        put(marks, ">=", "ge", "geq", "geqslant", "geqq");
        put(marks, "<", "lt");
        put(marks, ">", "gt");
        put(marks, "!=", "ne", "neq");
        put(marks, "~", "approx", "sim", "simeq", "thickapprox");
        put(marks, "in", "in");
        put(marks, "sum", "sum");
        put(marks, "prod", "prod");
        put(marks, "int", "int");
        put(marks, "lim", "lim");
        put(marks, "->", "to", "rightarrow", "longrightarrow");
        put(marks, "mod", "bmod", "mod");
        put(marks, "…", "ldots", "dots", "cdots", "dotsc", "dotsb");
        put(marks, "union", "cup", "bigcup");
        put(marks, "without", "setminus", "backslash", "smallsetminus");
        put(marks, "|", "mid", "vert", "lvert", "rvert");
        put(marks, "⟨", "langle");
        put(marks, "⟩", "rangle");
        put(marks, "\\{", "lbrace");
        put(marks, "\\}", "rbrace");
        put(marks, "[", "lbrack");
        put(marks, "]", "rbrack");
        put(marks, "⌊", "lfloor");
        put(marks, "⌋", "rfloor");
        put(marks, "⌈", "lceil");
        put(marks, "⌉", "rceil");
        put(marks, "°", "degree", "circ");
        put(marks, ":", "colon");
        put(marks, "∅", "emptyset", "varnothing");
        put(marks, "and", "land", "wedge");
        put(marks, "or", "lor", "vee");
        put(marks, "=", "equiv");
        put(marks, "prime", "prime");
        return Map.copyOf(marks);
    }

    private static void put(Map<String, String> marks, String mark, String... commands) {
        for (String command : commands) {
            marks.put(command, mark);
        }
    }

    private static Map<Character, String> unicode() {
        Map<Character, String> map = new HashMap<>();
        String[] pairs = {
            "−-",
            "–-",
            "—-",
            "‐-",
            "‑-",
            "×*",
            "·*",
            "⋅*",
            "∙*",
            "∗*",
            "÷/",
            "⁄/",
            "∕/",
            "√\\sqrt",
            "∛\\cbrt",
            "π\\pi",
            "∞\\infty",
            "≤\\le",
            "⩽\\le",
            "≥\\ge",
            "⩾\\ge",
            "≠\\ne",
            "≈\\approx",
            "∈\\in",
            "∪\\cup",
            "∖\\setminus",
            "°\\degree",
            "º\\degree",
            "∅\\emptyset",
            "ℝ\\reals",
            "∑\\sum",
            "∏\\prod",
            "∫\\int",
            "→\\to",
            "…\\ldots",
            "⋯\\ldots",
            "±\\pm",
            "∓\\mp",
            "⟨\\langle",
            "⟩\\rangle",
            "⌊\\lfloor",
            "⌋\\rfloor",
            "⌈\\lceil",
            "⌉\\rceil",
            "∧\\land",
            "∨\\lor",
            "（(",
            "）)",
            "，,",
            "：:",
            "；;",
            "＝=",
            "＋+",
            "％%",
            "′'",
            "’'",
            "‘'",
            "“'",
            "”'"
        };
        for (String pair : pairs) {
            map.put(pair.charAt(0), pair.substring(1));
        }
        String letters =
                "αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta κkappa λlambda μmu νnu ξxi ρrho σsigma τtau φphi ϕphi"
                        + " χchi ψpsi ωomega ΓGamma ΔDelta ΘTheta ΛLambda ΣSigma ΦPhi ΨPsi ΩOmega";
        for (String pair : letters.split(" ", -1)) {
            map.put(pair.charAt(0), "\\" + pair.substring(1));
        }
        return Map.copyOf(map);
    }

    /** Whether a run of letters is a word rather than a product of variables. */
    static boolean isWord(String run) {
        if (SHORT_WORDS.contains(run.toLowerCase(Locale.ROOT))
                && !(run.length() > 1 && run.equals(run.toUpperCase(Locale.ROOT)))) {
            return true;
        }
        boolean named = run.length() >= 3
                && Character.isUpperCase(run.charAt(0))
                && run.substring(1).equals(run.substring(1).toLowerCase(Locale.ROOT));
        return named || run.length() > 3;
    }
}
