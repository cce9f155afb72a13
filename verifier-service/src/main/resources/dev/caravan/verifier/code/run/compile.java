/** Compiles what it reads, and writes each class in a line: its name and its bytes. */
final class Side {
    private Side() {}

    static void live() throws IOException {
        String source = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> problems = new LinkedHashMap<>();
        new Compiler().compile(Map.of("Main", source), problems).forEach((name, bytes) ->
                System.out.println(name + " " + Base64.getEncoder().encodeToString(bytes)));
        System.exit(problems.isEmpty() ? 0 : 1);
    }
}
