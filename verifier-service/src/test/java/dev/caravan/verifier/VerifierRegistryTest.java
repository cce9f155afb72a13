package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.plugin.Build;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierRegistryTest {

    @TempDir
    Path dir;

    @Test
    void findsTheBuiltInVerifiersLikeAnyOther() {
        // When
        VerifierRegistry registry = VerifierRegistry.discover();

        // Then
        assertThat(registry.names())
                .contains("exact", "format", "gsm8k", "math", "open_instruct_math", "shortest_correct", "strict_math");
        assertThat(registry.names()).allSatisfy(name -> assertThat(registry.find(name))
                .hasValueSatisfying(verifier -> assertThat(verifier.version()).isNotEmpty()));
        assertThat(registry.find("maths")).isEmpty();
    }

    @Test
    void saysWhatIsWrongBeforeAnythingIsTrained() {
        // Given
        VerifierRegistry registry = VerifierRegistry.discover();

        // When
        var fine = registry.problem(spec("math", "3/4", 1, Map.of("strict", "true")));
        var unknown = registry.problem(spec("maths", "3/4", 1, Map.of()));
        var truth = registry.problem(spec("math", "three", 1, Map.of("strict", "true")));
        var option = registry.problem(spec("exact", "three", 1, Map.of("take", "it")));
        var weight = registry.problem(spec("math", "3", -1, Map.of()));

        // Then
        assertThat(fine).isEmpty();
        assertThat(unknown).hasValue("unknown verifier 'maths'; known: " + String.join(", ", registry.names()));
        assertThat(truth).hasValueSatisfying(text -> assertThat(text)
                .startsWith("verifier 'math': ground truth 'three' is not a number"));
        assertThat(option)
                .hasValue(
                        "verifier 'exact': option 'take' must be one of [all, last_line, answer, finish, final, stated], not 'it'");
        assertThat(weight).hasValue("weight of verifier 'math' must be above 0: -1.0");
    }

    @Test
    void refusesTwoVerifiersOfOneName() {
        // Given
        FakeVerifier one = FakeVerifier.says("same", Verdict.right(""));

        // When, Then
        assertThatThrownBy(() -> new VerifierRegistry(List.of(one, one)))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("two verifiers are called 'same'")
                .hasMessageContaining(FakeVerifier.class.getName());
    }

    @Test
    void aPlugInsVerifiersAreFoundLikeAnyOther() {
        // Given
        Path jar = Build.saying(dir.resolve("work"), "acme.a", "hello").jar(dir.resolve("a.jar"));

        // When
        try (VerifierRegistry registry = VerifierRegistry.discover()) {
            SortedSet<String> loaded = registry.load(jar);

            // Then
            assertThat(loaded).containsExactly("acme.a");
            assertThat(registry.names()).contains("acme.a", "math");
            assertThat(registry.problem(spec("acme.a", "", 1, Map.of()))).isEmpty();
        }
    }

    @Test
    void aPlugInNamedLikeABuiltInIsRefusedNamingBoth() {
        // Given
        Path jar = Build.saying(dir.resolve("work"), "math", "always").jar(dir.resolve("a.jar"));

        // When, Then
        try (VerifierRegistry registry = VerifierRegistry.discover()) {
            assertThatThrownBy(() -> registry.load(jar))
                    .isInstanceOf(CaravanException.class)
                    .hasMessage("two verifiers are called 'math': " + MathVerifier.class.getName()
                            + " and test.Saying of plug-in " + jar + "; rename one or take it away");
            assertThat(registry.find("math")).get().isInstanceOf(MathVerifier.class);
        }
    }

    @Test
    void twoPlugInsOfOneNameAreRefusedNamingBoth() {
        // Given
        Path one = Build.saying(dir.resolve("work1"), "acme.a", "one").jar(dir.resolve("one.jar"));
        Path two = Build.saying(dir.resolve("work2"), "acme.a", "two").jar(dir.resolve("two.jar"));

        // When, Then
        try (VerifierRegistry registry = VerifierRegistry.discover()) {
            registry.load(one);
            assertThatThrownBy(() -> registry.load(two))
                    .hasMessageContaining("test.Saying of plug-in " + one)
                    .hasMessageContaining("test.Saying of plug-in " + two);
            assertThat(said(registry)).isEqualTo("one");
        }
    }

    @Test
    void aReplacedPlugInIsDrainedThenClosed() throws Exception {
        // Given
        Path folder = Files.createDirectory(dir.resolve("plugins"));
        Path mark = dir.resolve("closed");
        closing(dir.resolve("work1"), "one", mark).jar(folder.resolve("a.jar"));
        try (VerifierRegistry registry = new VerifierRegistry(List.of())) {
            registry.watch(folder, Duration.ofMillis(10));
            VerifierUse use = registry.use("acme.a").orElseThrow();
            String version = use.verifier().version();

            // When
            Build.saying(dir.resolve("work2"), "acme.a", "two").jar(folder.resolve("a.jar"));
            Awaitility.await().until(() -> said(registry).equals("two"));
            Verdict late = use.verifier().verify(Submission.of("", ""));
            boolean closedInUse = Files.exists(mark);
            use.close();
            use.close();

            // Then
            assertThat(late).isEqualTo(Verdict.right("one"));
            assertThat(closedInUse).isFalse();
            assertThat(registry.find("acme.a").orElseThrow().version()).isNotEqualTo(version);
            Awaitility.await().until(() -> Files.exists(mark));
        }
    }

    @Test
    void aBatchSeesOneBuild() throws Exception {
        // Given
        Path folder = Files.createDirectory(dir.resolve("plugins"));
        Build.saying(dir.resolve("work1"), "acme.a", "one").jar(folder.resolve("a.jar"));
        try (VerifierRegistry registry = new VerifierRegistry(List.of())) {
            registry.watch(folder, Duration.ofMillis(10));
            CountDownLatch arrived = new CountDownLatch(1);
            registry.follow(new VerifierRegistry.Follower() {
                @Override
                public void arriving(Verifier verifier) {
                    if (said(verifier).equals("two")) {
                        arrived.countDown();
                    }
                }

                @Override
                public void gone(Verifier verifier) {}
            });
            List<String> seen = new ArrayList<>();

            // When
            registry.batch(() -> {
                seen.add(said(registry));
                Build.saying(dir.resolve("work2"), "acme.a", "two").jar(folder.resolve("a.jar"));
                await(arrived);
                seen.add(said(registry));
            });

            // Then
            assertThat(seen).containsExactly("one", "one");
            Awaitility.await().until(() -> said(registry).equals("two"));
        }
    }

    @Test
    void aBrokenBuildLeavesTheEarlierOneAndSaysSo() throws Exception {
        // Given
        Path folder = Files.createDirectory(dir.resolve("plugins"));
        Path jar = Build.saying(dir.resolve("work1"), "acme.a", "one").jar(folder.resolve("a.jar"));
        try (VerifierRegistry registry = new VerifierRegistry(List.of())) {
            registry.watch(folder, Duration.ofMillis(10));

            // When
            Files.writeString(jar, "no jar");
            Awaitility.await().until(() -> registry.unknown("x").contains("refused"));
            String broken = registry.unknown("x");
            String meanwhile = said(registry);
            Build.saying(dir.resolve("work2"), "acme.a", "two").jar(jar);
            Awaitility.await().until(() -> said(registry).equals("two"));

            // Then
            assertThat(broken)
                    .isEqualTo("unknown verifier 'x'; known: acme.a; refused: plug-in " + jar
                            + ": names no verifier: META-INF/services/dev.caravan.verifier.spi.Verifier must have the"
                            + " name of a class that implements it");
            assertThat(meanwhile).isEqualTo("one");
            assertThat(registry.unknown("x")).isEqualTo("unknown verifier 'x'; known: acme.a");
        }
    }

    @Test
    void aFollowerMayRefuseAndIsToldWhatGoes() throws Exception {
        // Given
        Path folder = Files.createDirectory(dir.resolve("plugins"));
        Path jar = Build.saying(dir.resolve("work1"), "acme.a", "one").jar(folder.resolve("a.jar"));
        List<String> told = new CopyOnWriteArrayList<>();
        try (VerifierRegistry registry = new VerifierRegistry(List.of())) {
            registry.watch(folder, Duration.ofMillis(10));
            registry.follow(new VerifierRegistry.Follower() {
                @Override
                public void arriving(Verifier verifier) {
                    told.add("arriving " + said(verifier));
                    if (said(verifier).equals("two")) {
                        throw new CaravanException("it does not start");
                    }
                }

                @Override
                public void gone(Verifier verifier) {
                    told.add("gone " + said(verifier));
                }
            });

            // When
            Build.saying(dir.resolve("work2"), "acme.a", "two").jar(jar);
            Awaitility.await().until(() -> registry.unknown("x").contains("it does not start"));
            String kept = said(registry);
            Files.delete(jar);
            Awaitility.await().until(() -> told.contains("gone one"));

            // Then
            assertThat(kept).isEqualTo("one");
            assertThat(told).containsExactly("arriving one", "arriving two", "gone two", "gone one");
            assertThat(registry.find("acme.a")).isEmpty();
        }
    }

    @Test
    void aProblemThatThrowsIsAProblem() {
        // Given
        Verifier throwing = new Verifier() {
            @Override
            public String name() {
                return "throwing";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public Verdict verify(Submission submission) {
                return Verdict.right("");
            }

            @Override
            public Optional<String> problem(String groundTruth, Options options) {
                throw new IllegalStateException("no dictionary");
            }
        };

        // When
        Optional<String> problem = new VerifierRegistry(List.of(throwing)).problem(spec("throwing", "", 1, Map.of()));

        // Then
        assertThat(problem).hasValueSatisfying(text -> assertThat(text)
                .startsWith("verifier 'throwing': its own check of the ground truth failed")
                .contains("no dictionary"));
    }

    private static Build closing(Path work, String said, Path mark) {
        return new Build(work)
                .verifier(
                        "Closing",
                        "\"acme.a\"",
                        "\"1\"",
                        "public Verdict verify(Submission s) { return Verdict.right(\"" + said + "\"); }"
                                + "public void close() { try { java.nio.file.Files.createFile(java.nio.file.Path.of(\""
                                + mark
                                + "\")); } catch (java.io.IOException e) { throw new IllegalStateException(e); } }");
    }

    private static String said(VerifierRegistry registry) {
        return said(registry.find("acme.a").orElseThrow());
    }

    private static String said(Verifier verifier) {
        return verifier.verify(Submission.of("", "")).reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VerifierSpec spec(String name, String truth, double weight, Map<String, String> options) {
        return VerifierSpec.newBuilder()
                .setName(name)
                .setGroundTruth(truth)
                .setWeight(weight)
                .setOptions(options)
                .build();
    }
}
