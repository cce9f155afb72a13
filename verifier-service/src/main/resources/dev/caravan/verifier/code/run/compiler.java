/** Compiles and loads classes in memory. */
final class Compiler {
    /** No processors, nothing that lies in the working directory. */
    private static final List<String> ALONE =
            List.of("-proc:none", "-nowarn", "-g:none", "-implicit:none", "-classpath", "/nowhere", "-sourcepath", "/nowhere");

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);

    static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }

            @Override
            public boolean isNameCompatible(String simpleName, Kind kind) {
                return true;
            }
        };
    }

    /** What a text declares; null, with the problem, where it cannot be parsed. */
    CompilationUnitTree parse(String text, List<String> problems) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) javac.getTask(null, files, found, List.of("-proc:none"), null, List.of(source("Text", text)));
        CompilationUnitTree unit = task.parse().iterator().next();
        for (Diagnostic<?> one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                problems.add("line " + one.getLineNumber() + ": " + one.getMessage(Locale.ROOT));
            }
        }
        return problems.isEmpty() ? unit : null;
    }

    /** The classes of these sources by name; problems go by the source's name. */
    Map<String, byte[]> compile(Map<String, String> sources, Map<String, String> problems) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        JavaFileManager memory = new ForwardingJavaFileManager<JavaFileManager>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                        written.put(name, bytes);
                        return bytes;
                    }
                };
            }
        };
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(source(name, text)));
        boolean done = javac.getTask(null, memory, found, ALONE, null, units).call();
        for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                String file = one.getSource() == null ? "" : one.getSource().getName();
                String name = file.replaceAll("^.*/|\\.java$", "");
                problems.putIfAbsent(name, one.getMessage(Locale.ROOT));
            }
        }
        if (!done && problems.isEmpty()) {
            problems.put("", "it does not compile");
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    /** Sees the library and these classes, nothing else. */
    static ClassLoader loader(Map<String, byte[]> classes) {
        ClassLoader loader = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        loader.setDefaultAssertionStatus(true);
        return loader;
    }
}

/** Cuts sources. */
final class Text {
    private Text() {}

    static String imports(String source) {
        StringBuilder imports = new StringBuilder();
        for (String line : source.split("\n")) {
            if (line.startsWith("import ")) {
                imports.append(line.strip()).append('\n');
            }
        }
        return imports.toString();
    }

    static String withoutImports(String source) {
        StringBuilder rest = new StringBuilder();
        for (String line : source.split("\n", -1)) {
            rest.append(line.startsWith("import ") ? "" : line).append('\n');
        }
        return rest.toString();
    }

    static String clip(String text, int length) {
        String line = String.valueOf(text).substring(0, Math.min(4 * length, String.valueOf(text).length())).replaceAll("\\s+", " ").strip();
        return line.length() <= length ? line : line.substring(0, length) + "...";
    }
}
