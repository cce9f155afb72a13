/** The candidate's process: compiles and loads the program, then does what the tests' process asks of it. It never sees a test. */
final class Side extends Peer {
    private final Map<String, Class<?>> classes = new LinkedHashMap<>();
    private final List<AccessibleObject> members = new ArrayList<>();
    private final ClassLoader loader;

    private Side(Channel channel, Map<String, byte[]> compiled) throws ClassNotFoundException {
        super(channel);
        loader = Compiler.loader(compiled);
        for (String name : compiled.keySet()) {
            classes.put(name, Class.forName(name, false, loader));
        }
    }

    static void live() throws Exception {
        Channel channel = new Channel();
        Map<?, ?> start = (Map<?, ?>) channel.receive();
        Side side;
        try {
            side = new Side(channel, compiled((String) start.get("program"), (String) start.get("prompt")));
        } catch (IllegalArgumentException e) {
            channel.send('F', e.getMessage());
            return;
        } catch (Throwable e) {
            channel.send('F', e.getClass().getName());
            return;
        }
        channel.send('L', null);
        for (;;) {
            side.answer(side.next());
        }
    }

    /** The program by itself, as the continuation of the prompt, or, if it is but a method, in a class. */
    private static Map<String, byte[]> compiled(String program, String prompt) throws IOException {
        Compiler compiler = new Compiler();
        String imports = Text.imports(prompt);
        List<String> forms = new ArrayList<>(List.of(imports + program));
        if (!prompt.isEmpty()) {
            forms.addAll(List.of(prompt + program, prompt + program + "\n}", prompt + program + "\n}\n}"));
        }
        forms.add(imports + Text.imports(program) + "class Solution {\n" + Text.withoutImports(program) + "\n}");
        Map<String, String> problems = new LinkedHashMap<>();
        for (String form : forms) {
            List<String> unread = new ArrayList<>();
            CompilationUnitTree unit = compiler.parse(form, unread);
            if (unit == null || unit.getTypeDecls().isEmpty()) {
                unread.forEach(problem -> problems.putIfAbsent("", problem));
                continue;
            }
            Map<String, String> refused = new LinkedHashMap<>();
            Map<String, byte[]> classes = compiler.compile(Map.of("Program", form), refused);
            if (refused.isEmpty()) {
                return classes;
            }
            throw new IllegalArgumentException("it does not compile: " + refused.values().iterator().next().replaceAll("\\s+", " "));
        }
        throw new IllegalArgumentException("it does not compile: " + problems.getOrDefault("", "it declares no class"));
    }

    @Override
    List<Object> serve(List<Object> request) throws Throwable {
        Object target = request.get(1);
        switch ((String) request.get(0)) {
            case "describe":
                return List.of(describe());
            case "call":
                Method method = (Method) members.get((int) (long) (Long) request.get(2));
                Object receiver = decode(target);
                return called(list(request.get(3)), args -> method.invoke(receiver, args));
            case "new":
                Constructor<?> constructor = (Constructor<?>) members.get((int) (long) (Long) target);
                return called(list(request.get(2)), constructor::newInstance);
            case "constant":
                return Arrays.asList(encode(((Field) members.get((int) (long) (Long) target)).get(null)), null);
            case "text":
                return Arrays.asList(String.valueOf(decode(target)), null);
            case "function":
                return serveFunction(request);
            default:
                throw new CannotCross("no such request");
        }
    }

    @Override
    Object encodeOther(Object value) {
        Class<?> kind = value.getClass();
        if (value instanceof Enum && classes.containsValue(((Enum<?>) value).getDeclaringClass())) {
            return List.of("enum", ((Enum<?>) value).getDeclaringClass().getName(), ((Enum<?>) value).name());
        }
        List<Object> names = new ArrayList<>();
        for (Class<?> above = kind; above != null; above = above.getSuperclass()) {
            names(above, names);
        }
        return names.isEmpty() ? null : List.of("object", (long) number(value), names);
    }

    private void names(Class<?> kind, List<Object> names) {
        if (classes.get(kind.getName()) == kind && !names.contains(kind.getName())) {
            names.add(kind.getName());
        }
        for (Class<?> above : kind.getInterfaces()) {
            names(above, names);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    Object decodeOther(String tag, List<Object> body) throws Exception {
        if (tag.equals("enum")) {
            return Enum.valueOf((Class) classes.get((String) body.get(1)), (String) body.get(2));
        }
        throw new CannotCross("no such kind of value");
    }

    @Override
    Throwable decodeThrown(List<Object> names, String message, Object number) {
        return libraryError(names, message);
    }

    @Override
    Class<?> type(String name) throws ClassNotFoundException {
        if (name.endsWith("[]")) {
            return type(name.substring(0, name.length() - 2)).arrayType();
        }
        return name.indexOf('.') < 0 && name.equals(name.toLowerCase(Locale.ROOT)) && !classes.containsKey(name)
                ? primitive(name)
                : Class.forName(name, false, loader);
    }

    private List<Object> describe() {
        List<Object> described = new ArrayList<>();
        for (Class<?> kind : classes.values()) {
            boolean inner = kind.isMemberClass() && !Modifier.isStatic(kind.getModifiers());
            if (!kind.isAnonymousClass() && !kind.isLocalClass() && !kind.isSynthetic() && !inner) {
                described.add(describe(kind));
            }
        }
        return described;
    }

    private Object describe(Class<?> kind) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", kind.getName());
        told.put("hidden", Modifier.isPrivate(kind.getModifiers()));
        told.put("kind", kind.isInterface() ? "interface" : kind.isEnum() ? "enum" : Throwable.class.isAssignableFrom(kind) ? "exception" : "class");
        told.put("variables", variables(kind.getTypeParameters()));
        told.put("superclass", kind.getGenericSuperclass() == null ? "" : kind.getGenericSuperclass().getTypeName());
        told.put("interfaces", names(kind.getGenericInterfaces()));
        List<Object> values = new ArrayList<>();
        List<Object> constants = new ArrayList<>();
        for (Field field : kind.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                values.add(field.getName());
            } else if (Modifier.isStatic(field.getModifiers()) && isTold(field)) {
                constants.add(List.of(remember(field), field.getGenericType().getTypeName(), field.getName()));
            }
        }
        told.put("values", values);
        told.put("constants", constants);
        List<Object> constructors = new ArrayList<>();
        for (Constructor<?> one : kind.isEnum() || Modifier.isAbstract(kind.getModifiers()) ? new Constructor<?>[0] : kind.getDeclaredConstructors()) {
            if (isTold(one)) {
                constructors.add(List.of(remember(one), names(one.getGenericParameterTypes()), one.isVarArgs(), names(one.getGenericExceptionTypes())));
            }
        }
        told.put("constructors", constructors);
        Set<Method> methods = new LinkedHashSet<>(List.of(kind.getDeclaredMethods()));
        if (Modifier.isAbstract(kind.getModifiers())) {
            for (Method method : kind.getMethods()) {
                // What it leaves to others, the tests may still call.
                if (Modifier.isAbstract(method.getModifiers()) && !kind.isEnum()) {
                    methods.add(method);
                }
            }
        }
        List<Object> spoken = new ArrayList<>();
        for (Method one : methods) {
            if (isTold(one) && !one.isBridge()) {
                spoken.add(List.of(
                        remember(one), Modifier.isStatic(one.getModifiers()), variables(one.getTypeParameters()),
                        one.getGenericReturnType().getTypeName(), one.getName(), names(one.getGenericParameterTypes()), one.isVarArgs(),
                        names(one.getGenericExceptionTypes()), one.isDefault()));
            }
        }
        told.put("methods", spoken);
        return told;
    }

    private long remember(AccessibleObject member) {
        try {
            member.setAccessible(true);
        } catch (RuntimeException e) {
            // an interface of the library's: public
        }
        members.add(member);
        return members.size() - 1;
    }

    private static boolean isTold(Member member) {
        return !Modifier.isPrivate(member.getModifiers()) && !member.isSynthetic();
    }

    private static List<Object> variables(TypeVariable<?>[] variables) {
        List<Object> told = new ArrayList<>();
        for (TypeVariable<?> variable : variables) {
            told.add(List.of(variable.getName(), names(variable.getBounds())));
        }
        return told;
    }

    private static List<Object> names(Type[] types) {
        List<Object> names = new ArrayList<>();
        for (Type type : types) {
            names.add(type.getTypeName());
        }
        return names;
    }
}
