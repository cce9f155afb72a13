/**
 * The tests' process: compiles the tests against stubs of the program's classes, and runs them. What it learns of the candidate is names and
 * types of a fixed grammar, and plain data.
 */
final class Side extends Peer {
    private static final int LABEL = 160;
    private static final int SHOWN = 80;

    private final Map<String, Object> start;
    private final Map<Long, Object> stands = new HashMap<>();
    private final Set<Throwable> thrown = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Object> outcomes = new ArrayList<>();
    private final Compiler compiler = new Compiler();
    private Stubs stubs;
    private ClassLoader loader;
    private String first;
    private String last;

    private Side(Channel channel, Map<String, Object> start) {
        super(channel);
        this.start = start;
    }

    @SuppressWarnings("unchecked")
    static void live() throws Exception {
        Channel channel = new Channel();
        Map<String, Object> start = (Map<String, Object>) channel.receive();
        Side side = new Side(channel, start);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("token", start.get("token"));
        try {
            side.run();
            result.put("tests", side.outcomes);
            result.put("first", side.first);
        } catch (BrokenTests e) {
            result.put("broken", e.getMessage());
        }
        channel.send('D', result);
        System.exit(0);
    }

    private void run() throws Exception {
        Tests tests = new Tests(start, compiler);
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, byte[]> compiled;
        try {
            stubs = new Stubs(list(ask("describe", (Object) null).get(1)), tests);
            compiled = compiled(tests, problems);
        } catch (Gone e) {
            tests.labels().forEach(label -> add(label, e, 0));
            return;
        } catch (RuntimeException e) {
            Gone gone = leave("it sent something that is no answer");
            tests.labels().forEach(label -> add(label, gone, 0));
            return;
        }
        loader = Compiler.loader(compiled);
        if (compiled.containsKey("$Bridge")) {
            UnaryOperator<Object[]> to = this::spoken;
            loader.loadClass("$Bridge").getField("to").set(null, to);
        }
        for (int i = 0; i < tests.labels().size(); i++) {
            String problem = problems.get(tests.unit(i));
            long begin = System.nanoTime();
            last = null;
            Throwable error = null;
            try {
                if (problem != null) {
                    throw new AssertionError("it does not compile with the program: " + problem);
                }
                tests.run(i, loader);
            } catch (InvocationTargetException e) {
                error = e.getCause();
            } catch (Throwable e) {
                error = e;
            }
            add(tests.labels().get(i), error, System.nanoTime() - begin);
        }
    }

    /** The stubs and those tests that compile with them. */
    private Map<String, byte[]> compiled(Tests tests, Map<String, String> problems) {
        for (boolean plain : new boolean[] {false, true}) {
            Map<String, String> sources = new LinkedHashMap<>(tests.sources(stubs.base((String) start.get("entry_point"))));
            sources.put("$Stubs", stubs.source(plain));
            problems.clear();
            Map<String, byte[]> compiled = compiler.compile(sources, problems);
            while (!problems.isEmpty() && !problems.containsKey("$Stubs") && !problems.containsKey("") && sources.size() > 1) {
                int before = sources.size();
                sources.keySet().removeAll(problems.keySet());
                if (sources.size() == before) {
                    break;
                }
                compiled = compiler.compile(sources, problems);
            }
            if (!problems.containsKey("$Stubs") && !problems.containsKey("")) {
                return compiled;
            }
        }
        for (int i = 0; i < tests.labels().size(); i++) {
            problems.put(tests.unit(i), "what it declares cannot be said to the tests");
        }
        return Map.of();
    }

    private void add(String label, Throwable error, long nanos) {
        // A test that expects any error at all must not pass because the candidate has left.
        boolean passed = error == null && gone == null;
        outcomes.add(List.of(passed, nanos / 1000));
        if (!passed && first == null) {
            String why = gone != null ? gone : told(error);
            first = Text.clip(label, LABEL) + (why.isEmpty() ? "" : ": " + why);
        }
    }

    private String told(Throwable error) {
        String message = error.getMessage() == null ? "" : Text.clip(error.getMessage(), LABEL);
        if (error instanceof AssertionError && !thrown.contains(error)) {
            String got = last == null ? "" : "got " + last;
            return message + (message.isEmpty() || got.isEmpty() ? "" : ", ") + got;
        }
        return (thrown.contains(error) ? "it threw " : "") + error.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    }

    private static String shown(Object value) {
        if (value instanceof Object[] || (value != null && value.getClass().isArray())) {
            String text = Arrays.deepToString(new Object[] {value});
            return Text.clip(text.substring(1, text.length() - 1), SHOWN);
        }
        return value == null || value.getClass().getClassLoader() == null ? Text.clip(String.valueOf(value), SHOWN) : "an object";
    }

    /** What a stub says: the kind of request, then the receiver or member, then the arguments. */
    private Object[] spoken(Object[] words) {
        String kind = (String) words[0];
        Object[] given = words.length > 3 ? (Object[]) words[3] : new Object[0];
        List<Object> args = Arrays.asList(given);
        last = null;
        switch (kind) {
            case "call":
                Object result = concluded(args, ask("call", encode(words[1]), words[2], encodeAll(args)));
                last = shown(result);
                return new Object[] {result};
            case "new":
                List<Object> reply = ask("new", words[2], encodeAll(args));
                List<Object> made = list(reply.get(1));
                concluded(args, Arrays.asList("ok", null, reply.get(2)));
                if (made == null || !"object".equals(made.get(0))) {
                    throw leave("it sent something that is no answer");
                }
                return new Object[] {made.get(1), null};
            case "text":
                return new Object[] {decode(ask("text", encode(words[1])).get(1))};
            default:
                return new Object[] {decode(ask("constant", words[2]).get(1))};
        }
    }

    @Override
    List<Object> serve(List<Object> request) throws Throwable {
        if (!"function".equals(request.get(0))) {
            throw new CannotCross("no such request");
        }
        return serveFunction(request);
    }

    @Override
    Object encodeOther(Object value) {
        if (value.getClass().getClassLoader() != loader) {
            return null;
        }
        if (value instanceof Enum) {
            String name = stubs.original(((Enum<?>) value).getDeclaringClass().getName());
            return name == null ? null : List.of("enum", name, ((Enum<?>) value).name());
        }
        try {
            Field number = value.getClass().getField("$number");
            number.setAccessible(true);
            // Where it comes back, it is the same object.
            stands.putIfAbsent((Long) number.get(value), value);
            return List.of("yours", number.get(value));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    Object decodeOther(String tag, List<Object> body) throws Exception {
        if (tag.equals("enum") && stubs.has((String) body.get(1))) {
            return Enum.valueOf((Class) loader.loadClass((String) body.get(1)), (String) body.get(2));
        }
        if (!tag.equals("object")) {
            throw new CannotCross("no such kind of value");
        }
        Long number = (Long) body.get(1);
        if (!stands.containsKey(number)) {
            stands.put(number, stand(number, list(body.get(2)), null));
        }
        return stands.get(number);
    }

    /** An object of the stub's class that speaks for this number; of none where the tests know no such class. */
    private Object stand(long number, List<Object> names, String message) throws ReflectiveOperationException {
        for (Object name : names) {
            String stub = stubs.concrete((String) name);
            if (stub != null) {
                Class<?> ref = loader.loadClass("$Ref");
                Constructor<?> made = loader.loadClass(stub).getDeclaredConstructor(ref);
                made.setAccessible(true);
                Constructor<?> given = ref.getDeclaredConstructor(Object[].class);
                given.setAccessible(true);
                return made.newInstance(given.newInstance((Object) new Object[] {number, message}));
            }
        }
        return new Object();
    }

    @Override
    Throwable decodeThrown(List<Object> names, String message, Object number) throws ReflectiveOperationException {
        Object stand = stand((Long) number, names, message);
        Throwable error = stand instanceof Throwable ? (Throwable) stand : libraryError(names, message);
        thrown.add(error);
        return error;
    }

    @Override
    Class<?> type(String name) throws ClassNotFoundException {
        if (name.endsWith("[]")) {
            return type(name.substring(0, name.length() - 2)).arrayType();
        }
        if (stubs.has(name)) {
            return loader.loadClass(name);
        }
        return name.indexOf('.') < 0 ? primitive(name) : Class.forName(name, false, ClassLoader.getPlatformClassLoader());
    }
}

/** The tests fail for a reason of their own, whatever the candidate does. */
final class BrokenTests extends RuntimeException {
    BrokenTests(String why) {
        super(why);
    }
}

/** The tests' sources, read before the candidate has any say: what cannot be read is the tests' own fault. */
final class Tests {
    private static final String IMPORTS =
            "import java.util.*; import java.util.function.*; import java.util.stream.*; import java.math.*; ";

    private final List<String> texts = new ArrayList<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final Set<String> helpers = new LinkedHashSet<>();
    private final boolean check;
    private final boolean extend;
    private final String imports;
    private final String members;
    private String runner = "";

    Tests(Map<String, Object> start, Compiler compiler) throws IOException {
        check = start.get("test") != null;
        String setup = (String) start.get("setup");
        String prompt = (String) start.get("prompt");
        imports = IMPORTS + (Text.imports(prompt) + Text.imports(setup)).replace('\n', ' ');
        members = Text.withoutImports(setup);
        if (check) {
            texts.add((String) start.get("test"));
        } else {
            Peer.list(start.get("tests")).forEach(text -> texts.add((String) text));
        }
        extend = !check || texts.get(0).stripLeading().startsWith("}");
        for (String source : sources("Object").values()) {
            List<String> problems = new ArrayList<>();
            CompilationUnitTree unit = compiler.parse(source, problems);
            if (unit == null) {
                throw new BrokenTests("the tests cannot be read: " + Text.clip(problems.get(0), 160));
            }
            for (Tree type : unit.getTypeDecls()) {
                if (type instanceof ClassTree) {
                    look((ClassTree) type);
                }
            }
        }
        for (String name : imported()) {
            take(name);
        }
        if (check && runner.isEmpty()) {
            throw new BrokenTests("they have no static method main(String[]) or check()");
        }
    }

    private void look(ClassTree type) {
        String name = type.getSimpleName().toString();
        declared.add(name);
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree) {
                String method = ((MethodTree) member).getName().toString();
                helpers.add(method);
                boolean isStatic = ((MethodTree) member).getModifiers().getFlags().contains(javax.lang.model.element.Modifier.STATIC);
                if (isStatic && (method.equals("main") || method.equals("check")) && runner.isEmpty()) {
                    runner = name + " " + method;
                }
            }
        }
    }

    /** What an import names is the library's: a class, or members that the base class must not have in their place. */
    private void take(String name) {
        boolean isStatic = name.startsWith("static ");
        String path = name.replaceFirst("^static +", "");
        String owner = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        String last = path.substring(path.lastIndexOf('.') + 1);
        if (!last.equals("*")) {
            (isStatic ? helpers : declared).add(last);
        } else if (isStatic) {
            try {
                Class<?> library = Class.forName(owner, false, ClassLoader.getPlatformClassLoader());
                for (Member member : library.getMethods()) {
                    helpers.add(member.getName());
                }
                for (Member member : library.getFields()) {
                    helpers.add(member.getName());
                }
            } catch (ClassNotFoundException e) {
                // the compiler says so
            }
        }
    }

    private List<String> imported() {
        List<String> names = new ArrayList<>();
        for (String part : (imports + String.join("\n", texts)).split("[;\n]")) {
            if (part.strip().startsWith("import ")) {
                names.add(part.strip().substring("import ".length()).strip());
            }
        }
        return names;
    }

    Set<String> declared() {
        return declared;
    }

    /** Methods of the tests' own, and members that they import: a base class with one that fits better would be asked instead. */
    Set<String> helpers() {
        return extend ? helpers : Set.of();
    }

    /** Whose classes they may use by their simple names, each with a dot at its end. */
    List<String> packages() {
        List<String> packages = new ArrayList<>(List.of("java.lang."));
        for (String name : imported()) {
            if (name.endsWith(".*")) {
                packages.add(name.replaceFirst("^static +", "").replaceFirst("\\*$", ""));
            }
        }
        return packages;
    }

    /** How each test is called in messages. */
    List<String> labels() {
        return check ? List.of(runner.replace(' ', '.')) : texts;
    }

    String unit(int i) {
        return "$Test" + i;
    }

    /** By name; a test may use what the base class, a stub of the program's or Object, declares without its name. */
    Map<String, String> sources(String base) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            String constructor = base.equals("Object") ? "" : "super(($Ref) null);";
            String head = " extends " + base + " { ";
            if (!check) {
                sources.put(unit(i), imports + "class $Test" + i + head + "$Test" + i + "() { " + constructor + " } static void $run() throws Throwable { "
                        + text + "\n}\n" + members + "\n}");
            } else if (extend) {
                // As MultiPL-E has it: the rest of the class that the program is in.
                String rest = text.stripLeading().substring(1);
                sources.put(unit(i), imports + "class $Main" + head + "$Main() { " + constructor + " } " + rest);
            } else {
                sources.put(unit(i), imports + Text.imports(text).replace('\n', ' ') + Text.withoutImports(text) + members);
            }
        }
        return sources;
    }

    void run(int i, ClassLoader loader) throws Throwable {
        Class<?> type = loader.loadClass(check ? runner.split(" ")[0] : unit(i));
        String name = check ? runner.split(" ")[1] : "$run";
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
                method.setAccessible(true);
                method.invoke(null, method.getParameterCount() == 0 ? new Object[0] : new Object[] {new String[0]});
                return;
            }
        }
        throw new BrokenTests("there is no " + name + " to run");
    }
}
