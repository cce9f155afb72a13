package dev.caravan.cli.run;

import dev.caravan.cli.run.log.RunContext;
import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.StageFinished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the last stage's model where a person looks for it. */
final class FinalModel {

    private FinalModel() {}

    /**
     * Copies the learner's folder to the run's own, {@code model}.
     *
     * @return the copy, or the learner's folder where that is on another machine
     */
    static Path keep(RunContext context, StageFinished last) {
        Path made = Path.of(last.getModel());
        if (!Files.isDirectory(made)) {
            return made;
        }
        Path model = context.folder().resolve("model").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(made)) {
            Files.createDirectories(model);
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            for (Path file : regular) {
                Files.copy(file, model.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new CaravanException(
                    "the model cannot be copied from " + made + " to " + model + ": " + e.getMessage()
                            + "; it is whole where it is",
                    e);
        }
        return model;
    }
}
