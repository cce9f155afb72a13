package dev.caravan.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check. This module sees all the others, so they are checked here. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.caravan");

    @Test
    void importsRunOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("schemas")
                .definedBy("dev.caravan.schemas..")
                .layer("broker")
                .definedBy("dev.caravan.broker..")
                .layer("runtime")
                .definedBy("dev.caravan.runtime..")
                .layer("policy")
                .definedBy("dev.caravan.policy..")
                .layer("curation")
                .definedBy("dev.caravan.curation..")
                .layer("rollout")
                .definedBy("dev.caravan.rollout..")
                .layer("verifier")
                .definedBy("dev.caravan.verifier..")
                .layer("learner")
                .definedBy("dev.caravan.learner..")
                .layer("cli")
                .definedBy("dev.caravan.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("curation")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("rollout")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("verifier")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("learner")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("broker")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("rollout", "learner", "cli")
                .whereLayer("runtime")
                .mayOnlyBeAccessedByLayers("curation", "rollout", "verifier", "learner", "cli")
                .check(CLASSES);
    }

    @Test
    void thePolicyKnowsNoKafka() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("dev.caravan.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "dev.caravan.schemas..", "dev.caravan.runtime..")
                .check(CLASSES);
    }

    @Test
    void torchStaysInThePolicy() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("dev.caravan.policy..", "ai.djl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void packagesAndClassesStaySmall() {
        // Given
        Map<Path, Integer> filesByPackage = new TreeMap<>();
        List<Integer> lengths = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();

        // When
        for (Path file : sources()) {
            int lines = lines(file);
            lengths.add(lines);
            if (lines > 600) {
                tooLong.add(file + ": " + lines);
            }
            filesByPackage.merge(file.getParent(), 1, Integer::sum);
        }

        // Then
        Collections.sort(lengths);
        assertThat(tooLong).isEmpty();
        assertThat(lengths.get(lengths.size() / 2)).as("median").isLessThanOrEqualTo(80);
        assertThat(lengths.get(lengths.size() * 9 / 10)).as("90 %").isLessThanOrEqualTo(250);
        assertThat(filesByPackage.entrySet())
                .filteredOn(entry -> entry.getValue() > 15)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhereToStartAndThatItIsNullMarked() {
        for (Path file : sources()) {
            Path info = file.resolveSibling("package-info.java");
            assertThat(info).exists().content().contains("@NullMarked");
        }
    }

    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of(
                "schemas",
                "broker",
                "runtime",
                "policy",
                "curation-streams",
                "rollout-workers",
                "verifier-service",
                "learner",
                "cli")) {
            Path root = Path.of("..", module, "src", "main", "java", "dev");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
