package dev.caravan.verifier.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Jars of plug-ins that were good before something in them was changed: their bytes, an entry, or which entries there are. */
final class JarSoup {

    private static final String SERVICES = "META-INF/services/dev.caravan.verifier.spi.Verifier";
    private static final List<String> NAMES = List.of(
            "../escaped.class",
            "/etc/escaped.class",
            "META-INF/MANIFEST.MF",
            "META-INF/SIGNER.SF",
            "META-INF/SIGNER.RSA",
            "META-INF/versions/9/test/Fuzzed.class",
            "META-INF/versions/17/" + SERVICES,
            "module-info.class",
            "dev/caravan/verifier/spi/Verifier.class",
            "dev/caravan/verifier/spi/Verdict.class",
            "java/lang/String.class",
            "org/slf4j/Logger.class",
            "a".repeat(3_000),
            "");
    private static final List<String> SERVICE_LINES = List.of(
            "test.Fuzzed",
            "test.Fuzzed # twice",
            "test.Helper",
            "test.Missing",
            "java.lang.String",
            "dev.caravan.verifier.math.MathVerifier",
            "dev.caravan.verifier.spi.Verifier",
            "test/Fuzzed",
            "test.Fuzzed test.Fuzzed",
            "\u0000",
            "x".repeat(70_000),
            "#");
    private static final List<String> MANIFESTS = List.of(
            "Manifest-Version: 1.0\nMulti-Release: true\n\n",
            "Manifest-Version: 1.0\nClass-Path: file:/ ../../ http://127.0.0.1:9/a.jar :::\n\n",
            "Manifest-Version: 1.0\n\nName: test/\nSealed: true\n\n",
            "Launcher-Agent-Class: test.Fuzzed\n\n",
            "no manifest",
            "Manifest-Version: 1.0\nA: " + "b".repeat(70_000));

    private final Random random;
    private final byte[] good;

    JarSoup(byte[] good, long seed) {
        this.good = good;
        this.random = new Random(seed);
    }

    /** Another jar. */
    byte[] changed() throws IOException {
        if (random.nextInt(4) == 0) {
            return bytes(good);
        }
        Map<String, byte[]> entries = entries();
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            change(entries);
        }
        byte[] jar = zip(entries);
        return random.nextInt(8) == 0 ? bytes(jar) : jar;
    }

    private void change(Map<String, byte[]> entries) throws IOException {
        List<String> names = new ArrayList<>(entries.keySet());
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        byte[] entry = entries.getOrDefault(name, new byte[0]);
        switch (random.nextInt(8)) {
            case 0 -> entries.remove(name);
            case 1 -> entries.put(one(NAMES), entry);
            case 2 ->
                entries.put(
                        SERVICES, (one(SERVICE_LINES) + "\n" + one(SERVICE_LINES)).getBytes(StandardCharsets.UTF_8));
            case 3 -> entries.put("META-INF/MANIFEST.MF", one(MANIFESTS).getBytes(StandardCharsets.UTF_8));
            case 4 -> entries.put(name, new byte[random.nextInt(20) == 0 ? 16 << 20 : random.nextInt(100)]);
            default -> entries.put(name, bytes(entry));
        }
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** Some bytes flipped, or the end cut off. */
    private byte[] bytes(byte[] from) {
        if (from.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        if (random.nextInt(8) == 0) {
            return Arrays.copyOf(from, random.nextInt(from.length));
        }
        byte[] flipped = from.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(good))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
