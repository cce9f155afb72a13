package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, 400, 1})
    void loadsWhatItSavedInOneFileOrSeveral(long shardBytes) {
        // Given
        ModelFolder saved = TinyFolders.random(1);
        // When
        saved.save(folder, shardBytes);
        ModelFolder loaded = ModelFolder.load(folder);
        // Then
        assertThat(loaded.config()).isEqualTo(saved.config());
        assertThat(loaded.weights().digest()).isEqualTo(saved.weights().digest());
        assertThat(loaded.tokenizerJson()).isEqualTo(saved.tokenizerJson());
        assertThat(loaded.chatTemplate()).isEqualTo(saved.chatTemplate());
        assertThat(folder.resolve("model.safetensors.index.json").toFile().exists())
                .isEqualTo(shardBytes <= 400);
    }

    @Test
    void savingOverAFolderThatWasCutDifferentlyLeavesTheNewModel() {
        // Given
        ModelFolder saved = TinyFolders.random(2);
        TinyFolders.random(1).save(folder, 400);
        // When
        saved.save(folder);
        // Then
        assertThat(ModelFolder.load(folder).weights().digest())
                .isEqualTo(saved.weights().digest());
        assertThat(folder.resolve("model.safetensors.index.json")).doesNotExist();
    }

    @Test
    void convertsFullPrecisionToBf16() {
        // Given
        ModelFolder saved = TinyFolders.random(1);
        saved.save(folder);
        SortedMap<String, SafeTensors.Raw> wide = new TreeMap<>();
        saved.tensors().forEach((name, raw) -> wide.put(name, widen(raw)));
        new SafeTensors(wide, Map.of()).write(folder.resolve("model.safetensors"));
        // When
        ModelFolder loaded = ModelFolder.load(folder);
        // Then
        assertThat(loaded.weights().digest()).isEqualTo(saved.weights().digest());
    }

    @Test
    void takesTheTemplateFromTheTokenizerConfiguration() throws IOException {
        // Given
        TinyFolders.random(1).save(folder);
        Files.delete(folder.resolve("chat_template.jinja"));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"r\"}, {\"name\": \"default\", \"template\": \"d\"}]}");
        // When
        ModelFolder loaded = ModelFolder.load(folder);
        // Then
        assertThat(loaded.chatTemplate()).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "chat_template.jinja", "model.safetensors"})
    void aMissingFileIsNamed(String file) throws IOException {
        // Given
        TinyFolders.random(1).save(folder);
        Files.delete(folder.resolve(file));
        // When, Then
        assertThatThrownBy(() -> ModelFolder.load(folder))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(file);
    }

    @Test
    void tensorsThatDoNotMatchTheConfigurationAreNamed() throws IOException {
        // Given
        TinyFolders.random(1).save(folder);
        Path config = folder.resolve("config.json");
        String json = Files.readString(config);
        // When, Then
        Files.writeString(config, json.replace("\"intermediate_size\" : 12", "\"intermediate_size\" : 13"));
        assertThatThrownBy(() -> ModelFolder.load(folder))
                .hasMessageContaining("mlp.down_proj.weight has shape [8, 12], but config.json asks for [8, 13]");
        Files.writeString(config, json.replace("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 3"));
        assertThatThrownBy(() -> ModelFolder.load(folder))
                .hasMessageContaining("tensor model.layers.2.input_layernorm.weight is missing");
        Files.writeString(config, json.replace("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 1"));
        assertThatThrownBy(() -> ModelFolder.load(folder)).hasMessageContaining("belongs to no part");
    }

    @Test
    void anIndexCannotPointOutOfTheFolder() throws IOException {
        // Given
        Path model = folder.resolve("model");
        TinyFolders.random(1).save(model);
        Files.move(model.resolve("model.safetensors"), folder.resolve("outside.safetensors"));
        Files.writeString(
                model.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"model.norm.weight\": \"../outside.safetensors\"}}");
        // When, Then
        assertThatThrownBy(() -> ModelFolder.load(model))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("not a plain file name: ../outside.safetensors");
    }

    private static SafeTensors.Raw widen(SafeTensors.Raw raw) {
        ByteBuffer from = raw.bytes();
        ByteBuffer to = ByteBuffer.allocate(2 * from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putFloat(Bf16.toFloat(from.getShort()));
        }
        return new SafeTensors.Raw(DType.F32, raw.shape(), to.flip());
    }
}
