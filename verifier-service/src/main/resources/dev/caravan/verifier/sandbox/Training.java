import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class Main {
    interface Shape {
        double area();
    }

    record Square(int side) implements Shape {
        public double area() {
            return (double) side * side;
        }
    }

    enum Sign { MINUS, ZERO, PLUS }

    static Sign sign(long number) {
        switch (Long.compare(number, 0)) {
            case -1: return Sign.MINUS;
            case 0: return Sign.ZERO;
            default: return Sign.PLUS;
        }
    }

    static <T extends Comparable<T>> T largest(Collection<T> all) {
        T best = null;
        for (T each : all) {
            if (best == null || each.compareTo(best) > 0) {
                best = each;
            }
        }
        return best;
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int count = Integer.parseInt(reader.readLine().trim());
        Scanner scanner = new Scanner(reader.readLine());
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = scanner.nextInt();
        }
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int number : numbers) {
            groups.computeIfAbsent(number % 2 == 0 ? "even" : "odd", key -> new ArrayList<>()).add(number);
        }
        Deque<Integer> queue = new ArrayDeque<>(groups.get("odd"));
        PriorityQueue<Integer> heap = new PriorityQueue<>(Comparator.reverseOrder());
        heap.addAll(queue);
        Set<Character> letters = new HashSet<>();
        for (char letter : "caravan".toCharArray()) {
            letters.add(letter);
        }
        StringBuilder text = new StringBuilder();
        text.append(largest(Arrays.asList(3, 1, 2))).append(' ').append(sign(-5)).append(' ').append(letters.size());
        Function<Integer, Integer> twice = x -> 2 * x;
        String joined = Arrays.stream(numbers).boxed().map(twice).map(String::valueOf).collect(Collectors.joining(","));
        int[][] grid = new int[3][4];
        grid[1][2] = IntStream.range(0, 10).filter(x -> x % 3 == 0).sum();
        Arrays.sort(numbers);
        BigInteger big = BigInteger.TWO.pow(100).mod(BigInteger.valueOf(97));
        try {
            Objects.requireNonNull(null, "nothing");
        } catch (NullPointerException e) {
            text.append(' ').append(e.getMessage());
        }
        System.out.println(text + " " + joined + " " + heap.poll() + " " + big + " " + Arrays.deepToString(grid));
        System.out.printf("%d %.3f %s%n", numbers[0], new Square(3).area(), Optional.of(groups));
        for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
            System.out.println(group.getKey() + "=" + group.getValue());
        }
        long sum = 0;
        for (int i = 0; i < 100000; i++) {
            sum += i ^ (i >> 3);
        }
        System.out.println(String.format("%05d %s", sum % 1000, String.join("|", List.of("a", "b")).split("\\|")[1]));
    }
}
