package dev.caravan.runtime.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** YAML (and so JSON) as a tree. A key given twice is an error, since one of the two would silently not count. */
final class YamlTree {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private YamlTree() {}

    static JsonNode read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new SettingsException("there is no file " + file, e);
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static JsonNode parse(String source, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String line = at == null ? "" : ":" + at.getLineNr();
            String message = e.getOriginalMessage();
            throw new SettingsException(
                    source + line + ": " + message.lines().findFirst().orElse(message), e);
        }
    }
}
