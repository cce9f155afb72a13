import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.*;
import java.math.*;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.function.*;
import javax.tools.*;
import com.sun.source.tree.*;
import com.sun.source.util.JavacTask;

/** What runs in the candidate's process or in the tests': which of the two, and what both need, follows this file. */
class Main {
    public static void main(String[] args) throws Throwable {
        Side.live();
    }
}

/** The other process has ended, or does not keep to the protocol. */
final class Gone extends Error {
    Gone(String why) {
        super(why);
    }
}

/** A value that has no form as plain data and may not be handed out by number either. */
final class CannotCross extends IllegalArgumentException {
    CannotCross(String what) {
        super(what);
    }
}

/** Frames over the descriptors that the process was started with, which are put out of the way of what programs print and read. */
final class Channel {
    private static final int LIMIT = 16 << 20;
    private final DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private char kind;

    Channel() {
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }

    Object receive() throws IOException {
        kind = (char) in.readUnsignedByte();
        int length = in.readInt();
        return Json.parse(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Of the frame received last. */
    char kind() {
        return kind;
    }

    void send(char kind, Object value) {
        StringBuilder text = new StringBuilder();
        Json.write(value, text);
        byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
        if (body.length > LIMIT) {
            throw new CannotCross("a value of more than " + (LIMIT >> 20) + " MiB");
        }
        try {
            out.write(ByteBuffer.allocate(5 + body.length).put((byte) kind).putInt(body.length).put(body).array());
        } catch (IOException e) {
            throw new Gone("the pipe is closed");
        }
    }
}

/** One end: asks the other end, and answers what it asks meanwhile. */
abstract class Peer {
    static final Map<String, Class<?>> FUNCTIONS = new LinkedHashMap<>();

    static {
        for (Class<?> kind : new Class<?>[] {
            UnaryOperator.class, BinaryOperator.class, Function.class, BiFunction.class, Predicate.class, BiPredicate.class, Supplier.class,
            Consumer.class, BiConsumer.class, Comparator.class, Runnable.class, Callable.class, IntFunction.class, IntPredicate.class,
            IntUnaryOperator.class, IntBinaryOperator.class, IntConsumer.class, IntSupplier.class, ToIntFunction.class, ToIntBiFunction.class,
            ToDoubleFunction.class, ToLongFunction.class, DoubleUnaryOperator.class, DoubleBinaryOperator.class, DoubleFunction.class,
            DoublePredicate.class, LongUnaryOperator.class, LongBinaryOperator.class, LongFunction.class, LongPredicate.class, IntToDoubleFunction.class,
            IntToLongFunction.class, BooleanSupplier.class, DoubleSupplier.class, LongSupplier.class
        }) {
            FUNCTIONS.put(kind.getName(), kind);
        }
    }

    final Channel channel;
    String gone;
    private final List<Object> ours = new ArrayList<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();

    Peer(Channel channel) {
        this.channel = channel;
    }

    /** Does what is asked: a result, and what has changed in the arguments or null. */
    abstract List<Object> serve(List<Object> request) throws Throwable;

    /** A value that is no data: what crosses in its place. */
    abstract Object encodeOther(Object value);

    /** What stands for such a value of the other end. */
    abstract Object decodeOther(String tag, List<Object> body) throws Exception;

    abstract Throwable decodeThrown(List<Object> names, String message, Object number) throws ReflectiveOperationException;

    /** The nearest of the library's errors. */
    static Throwable libraryError(List<Object> names, String message) {
        for (Object name : names) {
            if (!((String) name).startsWith("java.")) {
                continue;
            }
            try {
                Class<?> kind = Class.forName((String) name, false, ClassLoader.getPlatformClassLoader());
                if (Throwable.class.isAssignableFrom(kind)) {
                    Class<?> wanted = kind == AssertionError.class ? Object.class : String.class;
                    return (Throwable) kind.getConstructor(wanted).newInstance(message);
                }
            } catch (ReflectiveOperationException e) {
                // the next is less special
            }
        }
        return new RuntimeException(message);
    }

    /** The type that a name of an array's elements stands for. */
    abstract Class<?> type(String name) throws ClassNotFoundException;

    List<Object> ask(Object... request) {
        channel.send('R', Arrays.asList(request));
        for (;;) {
            List<Object> frame = next();
            if ("ok".equals(frame.get(0))) {
                return frame;
            }
            if ("raise".equals(frame.get(0))) {
                throw Peer.<RuntimeException>unchecked(thrown(frame));
            }
            answer(frame);
        }
    }

    private Throwable thrown(List<Object> frame) {
        try {
            return decodeThrown(list(frame.get(1)), (String) frame.get(2), frame.get(3));
        } catch (ReflectiveOperationException | RuntimeException | StackOverflowError e) {
            throw leave("it sent something that is no answer");
        }
    }

    List<Object> next() {
        Object frame = null;
        try {
            frame = channel.receive();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // below
        }
        if (channel.kind() == 'G') {
            throw leave(String.valueOf(frame));
        }
        if (channel.kind() != 'R' || !(frame instanceof List) || ((List<?>) frame).size() < 2) {
            throw leave("it sent something that is no answer");
        }
        return list(frame);
    }

    Gone leave(String why) {
        gone = gone == null ? why : gone;
        return new Gone(gone);
    }

    void answer(List<Object> request) {
        List<Object> reply = new ArrayList<>();
        try {
            reply.add("ok");
            reply.addAll(serve(request));
            channel.send('R', reply);
        } catch (Gone e) {
            throw e;
        } catch (Throwable e) {
            channel.send('R', raise(e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e));
        }
    }

    private List<Object> raise(Throwable error) {
        List<Object> names = new ArrayList<>();
        for (Class<?> kind = error.getClass(); kind != Object.class; kind = kind.getSuperclass()) {
            names.add(kind.getName());
        }
        String message;
        try {
            message = error.getMessage();
        } catch (Throwable e) {
            message = null;
        }
        String shown = message == null || message.length() <= 10_000 ? message : message.substring(0, 10_000);
        return Arrays.asList("raise", names, shown, (long) number(error));
    }

    int number(Object value) {
        return numbers.computeIfAbsent(value, fresh -> {
            ours.add(fresh);
            return ours.size() - 1;
        });
    }

    Object own(Object number) {
        return ours.get((int) (long) (Long) number);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    static <E extends Throwable> E unchecked(Throwable error) throws E {
        throw (E) error;
    }

    List<Object> encodeAll(Collection<?> values) {
        List<Object> encoded = new ArrayList<>(values.size());
        for (Object value : values) {
            encoded.add(encode(value));
        }
        return encoded;
    }

    Object encode(Object value) {
        try {
            return plain(value);
        } catch (StackOverflowError e) {
            throw new CannotCross("a value that is too deep, or contains itself");
        }
    }

    private Object plain(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Enum && Objects.isNull(value.getClass().getClassLoader())) {
            throw new CannotCross("a value of type " + value.getClass().getName());
        }
        if (value instanceof Character) {
            return List.of("char", String.valueOf((int) (Character) value));
        }
        if (value instanceof Number && value.getClass().getClassLoader() == null && !(value.getClass().getName().contains("concurrent"))) {
            return List.of(value.getClass().getSimpleName(), value.toString());
        }
        if (value instanceof StringBuilder) {
            return List.of("StringBuilder", value.toString());
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        if (value instanceof Map) {
            return map((Map<?, ?>) value);
        }
        if (value instanceof Collection) {
            return collection((Collection<?>) value);
        }
        if (value instanceof Map.Entry) {
            return Arrays.asList("Entry", encode(((Map.Entry<?, ?>) value).getKey()), encode(((Map.Entry<?, ?>) value).getValue()));
        }
        if (value instanceof Optional) {
            return Arrays.asList("Optional", encode(((Optional<?>) value).orElse(null)));
        }
        if (value instanceof OptionalInt) {
            return Arrays.asList("OptionalInt", encode(((OptionalInt) value).isPresent() ? ((OptionalInt) value).getAsInt() : null));
        }
        if (value instanceof OptionalLong) {
            return Arrays.asList("OptionalLong", encode(((OptionalLong) value).isPresent() ? ((OptionalLong) value).getAsLong() : null));
        }
        if (value instanceof OptionalDouble) {
            return Arrays.asList("OptionalDouble", encode(((OptionalDouble) value).isPresent() ? ((OptionalDouble) value).getAsDouble() : null));
        }
        Object other = encodeOther(value);
        if (other != null) {
            return other;
        }
        for (Class<?> kind : FUNCTIONS.values()) {
            if (kind.isInstance(value)) {
                return Arrays.asList("function", (long) number(value), kind.getName());
            }
        }
        throw new CannotCross("a value of type " + value.getClass().getName());
    }

    private Object array(Object value) {
        Class<?> component = value.getClass().getComponentType();
        if (!component.isPrimitive()) {
            return Arrays.asList("array", component.getTypeName(), encodeAll(Arrays.asList((Object[]) value)));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Array.getLength(value); i++) {
            Object element = Array.get(value, i);
            text.append(i == 0 ? "" : ",").append(element instanceof Character ? (int) (Character) element : element);
        }
        return List.of("primitives", component.getName(), text.toString());
    }

    private Object map(Map<?, ?> value) {
        List<Object> flat = new ArrayList<>();
        value.forEach((key, held) -> {
            flat.add(encode(key));
            flat.add(encode(held));
        });
        boolean sorted = value instanceof SortedMap && ((SortedMap<?, ?>) value).comparator() == null;
        return List.of(sorted ? "TreeMap" : value.getClass() == HashMap.class ? "HashMap" : "LinkedHashMap", flat);
    }

    private Object collection(Collection<?> value) {
        String kind = "ArrayList";
        if (value instanceof Set) {
            boolean sorted = value instanceof SortedSet && ((SortedSet<?>) value).comparator() == null;
            kind = sorted ? "TreeSet" : value.getClass() == HashSet.class ? "HashSet" : "LinkedHashSet";
        } else if (value instanceof PriorityQueue) {
            if (((PriorityQueue<?>) value).comparator() != null) {
                throw new CannotCross("a PriorityQueue with a comparator");
            }
            kind = "PriorityQueue";
        } else if (value instanceof ArrayDeque) {
            kind = "ArrayDeque";
        } else if (value instanceof LinkedList) {
            kind = "LinkedList";
        } else if (value instanceof Vector) {
            kind = "Stack";
        }
        return List.of(kind, encodeAll(value));
    }

    Object decode(Object value) {
        try {
            return value instanceof List ? decodeTagged(list(value)) : value;
        } catch (Gone e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            throw leave("it sent something that is no answer");
        }
    }

    private Object decodeTagged(List<Object> body) throws Exception {
        String tag = (String) body.get(0);
        switch (tag) {
            case "char":
                return (char) Integer.parseInt((String) body.get(1));
            case "Integer":
                return Integer.valueOf((String) body.get(1));
            case "Long":
                return Long.valueOf((String) body.get(1));
            case "Short":
                return Short.valueOf((String) body.get(1));
            case "Byte":
                return Byte.valueOf((String) body.get(1));
            case "Double":
                return Double.valueOf((String) body.get(1));
            case "Float":
                return Float.valueOf((String) body.get(1));
            case "BigInteger":
                return new BigInteger((String) body.get(1));
            case "BigDecimal":
                return new BigDecimal((String) body.get(1));
            case "StringBuilder":
                return new StringBuilder((String) body.get(1));
            case "Entry":
                return new AbstractMap.SimpleEntry<>(decode(body.get(1)), decode(body.get(2)));
            case "Optional":
                return Optional.ofNullable(decode(body.get(1)));
            case "OptionalInt":
                return body.get(1) == null ? OptionalInt.empty() : OptionalInt.of((Integer) decode(body.get(1)));
            case "OptionalLong":
                return body.get(1) == null ? OptionalLong.empty() : OptionalLong.of((Long) decode(body.get(1)));
            case "OptionalDouble":
                return body.get(1) == null ? OptionalDouble.empty() : OptionalDouble.of((Double) decode(body.get(1)));
            case "primitives":
                return primitives((String) body.get(1), (String) body.get(2));
            case "array":
                List<Object> elements = list(body.get(2));
                Object array = Array.newInstance(type((String) body.get(1)), elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    Array.set(array, i, decode(elements.get(i)));
                }
                return array;
            case "HashMap":
            case "LinkedHashMap":
            case "TreeMap":
                return decodeMap(tag, list(body.get(1)));
            case "ArrayList":
                return decodeInto(new ArrayList<>(), body);
            case "LinkedList":
                return decodeInto(new LinkedList<>(), body);
            case "Stack":
                return decodeInto(new Stack<>(), body);
            case "ArrayDeque":
                return decodeInto(new ArrayDeque<>(), body);
            case "PriorityQueue":
                return decodeInto(new PriorityQueue<>(), body);
            case "HashSet":
                return decodeInto(new HashSet<>(), body);
            case "LinkedHashSet":
                return decodeInto(new LinkedHashSet<>(), body);
            case "TreeSet":
                return decodeInto(new TreeSet<>(), body);
            case "yours":
                return own(body.get(1));
            case "function":
                return function((Long) body.get(1), FUNCTIONS.get((String) body.get(2)));
            default:
                return decodeOther(tag, body);
        }
    }

    private Object decodeInto(Collection<Object> collection, List<Object> body) {
        for (Object element : list(body.get(1))) {
            collection.add(decode(element));
        }
        return collection;
    }

    private Object decodeMap(String kind, List<Object> flat) {
        Map<Object, Object> map = kind.equals("TreeMap") ? new TreeMap<>() : kind.equals("HashMap") ? new HashMap<>() : new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            map.put(decode(flat.get(i)), decode(flat.get(i + 1)));
        }
        return map;
    }

    private static Object primitives(String kind, String text) {
        String[] words = text.isEmpty() ? new String[0] : text.split(",");
        Class<?> type = primitive(kind);
        Object array = Array.newInstance(type, words.length);
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            switch (kind) {
                case "int": Array.setInt(array, i, Integer.parseInt(word)); break;
                case "long": Array.setLong(array, i, Long.parseLong(word)); break;
                case "double": Array.setDouble(array, i, Double.parseDouble(word)); break;
                case "float": Array.setFloat(array, i, Float.parseFloat(word)); break;
                case "short": Array.setShort(array, i, Short.parseShort(word)); break;
                case "byte": Array.setByte(array, i, Byte.parseByte(word)); break;
                case "boolean": Array.setBoolean(array, i, Boolean.parseBoolean(word)); break;
                default: Array.setChar(array, i, (char) Integer.parseInt(word));
            }
        }
        return array;
    }

    static Class<?> primitive(String name) {
        for (Class<?> type : new Class<?>[] {
            int.class, long.class, double.class, float.class, short.class, byte.class, boolean.class, char.class
        }) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        throw new CannotCross("no such type");
    }

    /** A lambda of the other end. Its default methods run here. */
    private Object function(long number, Class<?> kind) {
        return Proxy.newProxyInstance(Peer.class.getClassLoader(), new Class<?>[] {Objects.requireNonNull(kind)}, (proxy, method, args) -> {
            List<Object> given = args == null ? List.of() : Arrays.asList(args);
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") ? (Object) (proxy == args[0])
                        : method.getName().equals("hashCode") ? (Object) (int) number : "a function";
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, args);
            }
            return concluded(given, ask("function", number, encodeAll(given)));
        });
    }

    /** Serves the call of a lambda of ours. */
    List<Object> serveFunction(List<Object> request) throws Throwable {
        Object target = own(request.get(1));
        for (Class<?> kind : FUNCTIONS.values()) {
            if (kind.isInstance(target)) {
                for (Method method : kind.getMethods()) {
                    if (Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() == list(request.get(2)).size()
                            && !isObjects(method)) {
                        method.setAccessible(true);
                        return called(list(request.get(2)), args -> method.invoke(target, args));
                    }
                }
            }
        }
        throw new CannotCross("no function");
    }

    private static boolean isObjects(Method method) {
        return method.getName().equals("equals") && method.getParameterCount() == 1;
    }

    interface Action {
        Object on(Object[] args) throws Throwable;
    }

    /** Serves a call: the result, and the arguments where it has changed them. */
    List<Object> called(List<Object> encoded, Action action) throws Throwable {
        Object[] args = new Object[encoded.size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = decode(encoded.get(i));
        }
        Object result = encode(action.on(args));
        List<Object> after = encodeAll(Arrays.asList(args));
        return Arrays.asList(result, after.equals(encoded) ? null : after);
    }

    /** Takes the reply to a call, with what it has changed in the arguments. */
    Object concluded(List<Object> args, List<Object> reply) {
        Object changed = reply.size() > 2 ? reply.get(2) : null;
        if (changed != null) {
            List<Object> fresh = list(changed);
            for (int i = 0; i < Math.min(args.size(), fresh.size()); i++) {
                update(args.get(i), decode(fresh.get(i)));
            }
        }
        return decode(reply.get(1));
    }

    /** Makes a mutable value equal to a new one, in place as far down as both have the same shape. */
    @SuppressWarnings("unchecked")
    private static Object update(Object old, Object fresh) {
        if (old == null || fresh == null || old.equals(fresh)) {
            return old == null || fresh == null ? fresh : old;
        }
        if (old.getClass().isArray() && fresh.getClass() == old.getClass() && Array.getLength(old) == Array.getLength(fresh)) {
            for (int i = 0; i < Array.getLength(old); i++) {
                Object element = Array.get(fresh, i);
                Array.set(old, i, old instanceof Object[] ? update(Array.get(old, i), element) : element);
            }
        } else if (old instanceof StringBuilder && fresh instanceof StringBuilder) {
            ((StringBuilder) old).replace(0, ((StringBuilder) old).length(), fresh.toString());
        } else if (old instanceof List && fresh instanceof List) {
            List<Object> before = (List<Object>) old;
            List<Object> after = (List<Object>) fresh;
            for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
                before.set(i, update(before.get(i), after.get(i)));
            }
            while (before.size() > after.size()) {
                before.remove(before.size() - 1);
            }
            before.addAll(after.subList(before.size(), after.size()));
        } else if (old instanceof Map && fresh instanceof Map) {
            Map<Object, Object> before = new HashMap<>((Map<Object, Object>) old);
            ((Map<Object, Object>) old).clear();
            ((Map<Object, Object>) fresh).forEach((key, value) -> ((Map<Object, Object>) old).put(key, update(before.get(key), value)));
        } else if (old instanceof Collection && fresh instanceof Collection) {
            ((Collection<Object>) old).clear();
            ((Collection<Object>) old).addAll((Collection<Object>) fresh);
        } else {
            return fresh;
        }
        return old;
    }
}
