package dev.caravan.cli.model;

import dev.caravan.cli.Logging;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A model folder and how to generate with it. */
final class ModelOptions {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Hugging Face model folder.")
    Path folder = Path.of("");

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "256",
            description = "Most new tokens (default: ${DEFAULT-VALUE}).")
    int maxTokens = 256;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0",
            description = "0 takes the most probable token (default: ${DEFAULT-VALUE}).")
    double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "Nucleus sampling (default: ${DEFAULT-VALUE}, off).")
    double topP = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of the sampling (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "64",
            description = "Sequences at a time (default: ${DEFAULT-VALUE}).")
    int slots = 64;

    OpenModel open() {
        Logging.quiet();
        return new OpenModel(folder);
    }

    Decoding decoding() {
        return new Decoding(maxTokens, temperature, topP, seed, slots);
    }
}
