/**
 * Classes with the program's names whose methods ask the program. Of its description nothing is believed: names are plain identifiers that
 * mean nothing in the packages that the tests import, types are the library's, the program's and its type variables, put together as the language has it. What
 * cannot be said so is left out.
 */
final class Stubs {
    private static final Set<String> OBJECTS =
            Set.of("equals", "hashCode", "toString", "getClass", "notify", "notifyAll", "wait", "finalize", "clone", "values", "valueOf");
    private static final int MOST = 2000;

    private final Map<String, Map<String, Object>> classes = new LinkedHashMap<>();
    private final List<String> packages;
    private final Set<String> helpers;

    @SuppressWarnings("unchecked")
    Stubs(List<Object> described, Tests tests) {
        Set<String> declared = tests.declared();
        packages = tests.packages();
        helpers = tests.helpers();
        for (Object one : described.subList(0, Math.min(MOST, described.size()))) {
            Map<String, Object> told = (Map<String, Object>) one;
            String name = (String) told.get("name");
            boolean fit = !declared.contains(name) && Boolean.FALSE.equals(told.get("hidden"));
            for (String part : name.split("\\$", -1)) {
                fit &= isName(part) && !isLibrary(part);
            }
            if (fit) {
                classes.put(name, told);
            }
        }
        // A nested class needs the one that it is in.
        boolean changed = true;
        while (changed) {
            changed = classes.keySet().removeIf(name -> name.indexOf('$') >= 0 && !classes.containsKey(name.substring(0, name.lastIndexOf('$'))));
            changed |= classes.entrySet().removeIf(each -> "exception".equals(each.getValue().get("kind")) && parent(each.getValue()).isEmpty());
        }
    }

    boolean has(String name) {
        return classes.containsKey(name);
    }

    String original(String name) {
        return classes.containsKey(name) ? name : null;
    }

    /** The class whose objects speak for the program's of this name; null if there is none. */
    String concrete(String name) {
        Map<String, Object> told = classes.get(name);
        if (told == null || "enum".equals(told.get("kind"))) {
            return null;
        }
        return "interface".equals(told.get("kind")) ? "$As_" + name.replace('$', '_') : name;
    }

    /** The class that tests may use without its name: the one with the method that is tested, or Solution, or the only one. */
    String base(String entry) {
        List<String> fit = new ArrayList<>();
        for (Map.Entry<String, Map<String, Object>> each : classes.entrySet()) {
            if (each.getKey().indexOf('$') < 0 && "class".equals(each.getValue().get("kind")) && Peer.list(each.getValue().get("variables")).isEmpty()) {
                boolean tested = Peer.list(each.getValue().get("methods")).stream().anyMatch(method -> Peer.list(method).get(4).equals(entry));
                if (tested) {
                    return each.getKey();
                }
                fit.add(each.getKey());
            }
        }
        return fit.contains("Solution") ? "Solution" : fit.size() == 1 ? fit.get(0) : "Object";
    }

    /** @param plain without interfaces, where these do not fit what the program's classes are seen to have */
    String source(boolean plain) {
        StringBuilder out = new StringBuilder(
                """
                final class $Ref {
                    final long number;
                    final String message;
                    public $Ref(Object[] made) { number = (Long) made[0]; message = (String) made[1]; }
                }
                public final class $Bridge {
                    public static java.util.function.UnaryOperator<java.lang.Object[]> to;
                    static java.lang.Object call(java.lang.Object receiver, long id, java.lang.Object... args) {
                        return to.apply(new java.lang.Object[] {"call", receiver, id, args})[0];
                    }
                    static $Ref make(long id, java.lang.Object... args) {
                        return new $Ref(to.apply(new java.lang.Object[] {"new", null, id, args}));
                    }
                    static java.lang.Object constant(long id) {
                        return to.apply(new java.lang.Object[] {"constant", null, id})[0];
                    }
                    static java.lang.String text(java.lang.Object receiver) {
                        return (java.lang.String) to.apply(new java.lang.Object[] {"text", receiver})[0];
                    }
                }
                """);
        for (String name : classes.keySet()) {
            if (name.indexOf('$') < 0) {
                write(name, plain, out);
            }
        }
        for (String name : classes.keySet()) {
            if ("interface".equals(classes.get(name).get("kind"))) {
                writeStand(name, out);
            }
        }
        return out.toString();
    }

    private void write(String name, boolean plain, StringBuilder out) {
        Map<String, Object> told = classes.get(name);
        String kind = (String) told.get("kind");
        String simple = name.substring(name.lastIndexOf('$') + 1);
        Set<String> variables = new HashSet<>();
        String parameters = kind.equals("enum") ? "" : variables(told.get("variables"), variables);
        if (parameters == null) {
            parameters = "";
            variables.clear();
        }
        String parent = kind.equals("interface") || kind.equals("enum") ? "" : parent(told);
        List<String> above = new ArrayList<>();
        for (Object one : plain ? List.of() : Peer.list(told.get("interfaces"))) {
            String type = type((String) one, variables);
            if (type != null) {
                above.add(type);
            }
        }
        out.append(name.indexOf('$') < 0 ? "public " : "public static ");
        out.append(kind.equals("interface") ? "interface " : kind.equals("enum") ? "enum " : "class ").append(simple).append(parameters);
        out.append(parent.isEmpty() ? "" : " extends " + parent);
        out.append(above.isEmpty() ? "" : (kind.equals("interface") ? " extends " : " implements ") + String.join(", ", above)).append(" {\n");
        if (kind.equals("enum")) {
            List<String> values = new ArrayList<>();
            Peer.list(told.get("values")).forEach(value -> values.add(checked((String) value)));
            out.append(String.join(", ", values)).append(";\n");
        } else if (!kind.equals("interface")) {
            writeConstructors(told, simple, parent, variables, out);
        }
        for (Object one : Peer.list(told.get("constants"))) {
            List<Object> constant = Peer.list(one);
            String type = (String) constant.get(1);
            String field = (String) constant.get(2);
            if (isName(field) && !isLibrary(field) && !helpers.contains(field) && (type.equals("java.lang.String") || PRIMITIVES.containsKey(type)) && !kind.equals("interface")) {
                out.append("public static final ").append(type).append(' ').append(field).append(" = (")
                        .append(PRIMITIVES.getOrDefault(type, type)).append(") $Bridge.constant(").append((long) (Long) constant.get(0)).append("L);\n");
            }
        }
        Set<String> written = new HashSet<>();
        for (Object method : Peer.list(told.get("methods"))) {
            writeMethod(Peer.list(method), kind.equals("interface"), variables, written, out);
        }
        for (String inside : classes.keySet()) {
            if (inside.startsWith(name + "$") && inside.lastIndexOf('$') == name.length()) {
                write(inside, plain, out);
            }
        }
        out.append("}\n");
    }

    private void writeConstructors(Map<String, Object> told, String simple, String parent, Set<String> variables, StringBuilder out) {
        boolean root = parent.isEmpty() || parent.startsWith("java.");
        if (root) {
            out.append("public final long $number;\n");
            if (parent.isEmpty()) {
                out.append("@Override public java.lang.String toString() { return $Bridge.text(this); }\n");
            }
        }
        String above = !root ? "super($r);" : parent.isEmpty() ? "" : "super($r == null ? null : $r.message);";
        out.append("protected ").append(simple).append("($Ref $r) { ").append(above)
                .append(root ? " $number = $r == null ? -1 : $r.number;" : "").append(" }\n");
        for (Object one : Peer.list(told.get("constructors"))) {
            List<Object> constructor = Peer.list(one);
            String given = given(Peer.list(constructor.get(1)), Boolean.TRUE.equals(constructor.get(2)), variables);
            String errors = errors(Peer.list(constructor.get(3)));
            if (given != null && errors != null) {
                out.append("public ").append(simple).append('(').append(given).append(')').append(errors).append(" { this($Bridge.make(")
                        .append((long) (Long) constructor.get(0)).append('L').append(passed(Peer.list(constructor.get(1)).size())).append(")); }\n");
            }
        }
    }

    private void writeMethod(List<Object> method, boolean isInterface, Set<String> around, Set<String> written, StringBuilder out) {
        boolean isStatic = Boolean.TRUE.equals(method.get(1));
        Set<String> variables = isStatic ? new HashSet<>() : new HashSet<>(around);
        String parameters = variables(method.get(2), variables);
        String name = (String) method.get(4);
        List<Object> types = Peer.list(method.get(5));
        String result = method.get(3).equals("void") ? "void" : type((String) method.get(3), variables);
        String given = given(types, Boolean.TRUE.equals(method.get(6)), variables);
        String errors = errors(Peer.list(method.get(7)));
        boolean said = parameters != null && result != null && given != null && errors != null;
        if (!said || !isName(name) || OBJECTS.contains(name) || helpers.contains(name) || !written.add(name + types)) {
            return;
        }
        boolean isDefault = isInterface && Boolean.TRUE.equals(method.get(8));
        out.append("public ").append(isStatic ? "static " : isDefault ? "default " : "").append(parameters).append(' ').append(result).append(' ').append(name);
        out.append('(').append(given).append(')').append(errors);
        if (isInterface && !isStatic && !isDefault) {
            out.append(";\n");
            return;
        }
        String cast = result.equals("void") ? "" : "return (" + PRIMITIVES.getOrDefault(result, result) + ") ";
        out.append(" { ").append(cast).append("$Bridge.call(").append(isStatic ? "null" : "this").append(", ")
                .append((long) (Long) method.get(0)).append('L').append(passed(types.size())).append("); }\n");
    }

    /** An object that is known by an interface of the program's only. */
    private void writeStand(String name, StringBuilder out) {
        Map<String, Object> told = classes.get(name);
        Set<String> variables = new HashSet<>();
        String parameters = variables(told.get("variables"), variables);
        List<String> names = new ArrayList<>();
        if (parameters != null) {
            Peer.list(told.get("variables")).forEach(one -> names.add((String) Peer.list(one).get(0)));
        }
        String stand = concrete(name);
        out.append("final class ").append(stand).append(parameters == null ? "" : parameters).append(" implements ").append(name.replace('$', '.'))
                .append(names.isEmpty() ? "" : "<" + String.join(", ", names) + ">").append(" {\npublic final long $number;\n")
                .append(stand).append("($Ref $r) { $number = $r.number; }\n")
                .append("@Override public java.lang.String toString() { return $Bridge.text(this); }\n");
        Set<String> written = new HashSet<>();
        for (Object method : Peer.list(told.get("methods"))) {
            if (!Boolean.TRUE.equals(Peer.list(method).get(1)) && !Boolean.TRUE.equals(Peer.list(method).get(8))) {
                writeMethod(Peer.list(method), false, variables, written, out);
            }
        }
        out.append("}\n");
    }

    /** What a class extends: another of the program's, an error of the library's that takes a message, or nothing. */
    private String parent(Map<String, Object> told) {
        String name = (String) told.get("superclass");
        if (classes.containsKey(name)) {
            return name.replace('$', '.');
        }
        if ("exception".equals(told.get("kind"))) {
            Class<?> library = library(name);
            try {
                if (library != null && Throwable.class.isAssignableFrom(library) && library.getConstructor(String.class) != null) {
                    return name;
                }
            } catch (NoSuchMethodException e) {
                return "";
            }
        }
        return "";
    }

    private String variables(Object told, Set<String> known) {
        List<Object> variables = Peer.list(told);
        List<String> spelled = new ArrayList<>();
        for (Object one : variables) {
            String name = (String) Peer.list(one).get(0);
            if (!isName(name) || isLibrary(name) || classes.containsKey(name)) {
                return null;
            }
            known.add(name);
        }
        for (Object one : variables) {
            List<String> bounds = new ArrayList<>();
            for (Object bound : Peer.list(Peer.list(one).get(1))) {
                String type = type((String) bound, known);
                if (type == null) {
                    return null;
                }
                bounds.add(type);
            }
            spelled.add(Peer.list(one).get(0) + (bounds.isEmpty() ? "" : " extends " + String.join(" & ", bounds)));
        }
        return spelled.isEmpty() ? "" : "<" + String.join(", ", spelled) + ">";
    }

    private String given(List<Object> types, boolean many, Set<String> variables) {
        List<String> given = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = type((String) types.get(i), variables);
            if (type == null) {
                return null;
            }
            boolean open = many && i == types.size() - 1 && type.endsWith("[]");
            given.add((open ? type.substring(0, type.length() - 2) + "..." : type) + " $" + i);
        }
        return String.join(", ", given);
    }

    private static String passed(int count) {
        StringBuilder passed = new StringBuilder();
        for (int i = 0; i < count; i++) {
            passed.append(", (java.lang.Object) $").append(i);
        }
        return passed.toString();
    }

    private String errors(List<Object> types) {
        List<String> errors = new ArrayList<>();
        for (Object one : types) {
            String type = type((String) one, Set.of());
            if (type == null) {
                return null;
            }
            errors.add(type);
        }
        return errors.isEmpty() ? "" : " throws " + String.join(", ", errors);
    }

    private String type(String text, Set<String> variables) {
        return text.length() > 1000 ? null : new Reading(text, variables).all();
    }

    private static final Map<String, String> PRIMITIVES = Map.of(
            "int", "Integer", "long", "Long", "double", "Double", "float", "Float", "short", "Short", "byte", "Byte", "boolean", "Boolean",
            "char", "Character");

    private static boolean isName(String text) {
        return text.length() <= 100 && text.matches("[A-Za-z_][A-Za-z0-9_]*") && javax.lang.model.SourceVersion.isName(text) && !text.equals("_");
    }

    private static String checked(String name) {
        if (!isName(name)) {
            throw new IndexOutOfBoundsException("no name");
        }
        return name;
    }

    /** What the tests may mean by a name without saying where it is from. */
    private boolean isLibrary(String name) {
        return packages.stream().anyMatch(where -> library(where + name) != null);
    }

    private static Class<?> library(String name) {
        try {
            Class<?> found = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return java.lang.reflect.Modifier.isPublic(found.getModifiers()) ? found : null;
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** Reads the name of a type. */
    private final class Reading {
        private final String text;
        private final Set<String> variables;
        private int at;

        Reading(String text, Set<String> variables) {
            this.text = text;
            this.variables = variables;
        }

        String all() {
            String type = type();
            return at == text.length() ? type : null;
        }

        private String type() {
            if (take("?")) {
                String bound = take(" extends ") ? " extends " : take(" super ") ? " super " : "";
                String type = bound.isEmpty() ? "" : type();
                return type == null ? null : "?" + bound + type;
            }
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "._$".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            String name = text.substring(from, at);
            boolean known = PRIMITIVES.containsKey(name) || variables.contains(name) || classes.containsKey(name);
            if (!known && (!name.startsWith("java.") || library(name) == null)) {
                return null;
            }
            StringBuilder type = new StringBuilder(name.replace('$', '.'));
            if (take("<")) {
                String between = "<";
                do {
                    String inside = type();
                    if (inside == null) {
                        return null;
                    }
                    type.append(between).append(inside);
                    between = ", ";
                } while (take(", "));
                if (!take(">")) {
                    return null;
                }
                type.append('>');
            }
            while (take("[]")) {
                type.append("[]");
            }
            return type.toString();
        }

        private boolean take(String word) {
            boolean there = text.startsWith(word, at);
            at += there ? word.length() : 0;
            return there;
        }
    }
}
