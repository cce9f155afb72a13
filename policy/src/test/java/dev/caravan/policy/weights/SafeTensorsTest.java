package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatThePythonPackageWrote() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("python.safetensors"), pythonVector());
        // When
        SafeTensors read = SafeTensors.map(file);
        // Then
        assertThat(read.metadata()).isEqualTo(Map.of("format", "pt"));
        assertThat(read.tensors().keySet()).containsExactly("bf", "bytes", "empty", "half", "step", "weight");
        SafeTensors.Raw weight = Objects.requireNonNull(read.tensors().get("weight"));
        assertThat(weight.dtype()).isEqualTo(DType.F32);
        assertThat(weight.shape()).containsExactly(2, 3);
        assertThat(weight.bytes().getFloat(4)).isEqualTo(-2.5f);
        SafeTensors.Raw step = Objects.requireNonNull(read.tensors().get("step"));
        assertThat(step.shape()).isEmpty();
        assertThat(step.bytes().getLong(0)).isEqualTo(7);
        assertThat(Objects.requireNonNull(read.tensors().get("bf")).bytes().getShort(4))
                .isEqualTo((short) 0x4049);
    }

    @Test
    void writesTheBytesThatThePythonPackageWrites() throws IOException {
        // Given
        byte[] python = pythonVector();
        SafeTensors tensors = SafeTensors.read(new ByteArrayInputStream(python), python.length, "vector");
        Path file = folder.resolve("ours.safetensors");
        // When
        tensors.write(file);
        // Then
        assertThat(Files.readAllBytes(file)).isEqualTo(python);
    }

    @Test
    void replacesAFileThatIsMapped() {
        // Given
        Path file = folder.resolve("weights.safetensors");
        one(1f).write(file);
        SafeTensors old = SafeTensors.map(file);
        // When
        one(2f).write(file);
        // Then
        assertThat(old).isEqualTo(one(1f));
        assertThat(SafeTensors.map(file)).isEqualTo(one(2f));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}|tensor t: F32[2] takes 8 bytes",
                "{'t':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}}|tensor t: unsupported dtype \"F31\"",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|tensor t: starts at 4",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}|data_offsets must be [begin, end]",
                "{'t':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}|shape must hold non-negative integers",
                "{'t':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}|shape must hold non-negative integers",
                "{'t':{'dtype':'F32','shape':'x','data_offsets':[0,4]}}|shape must be an array",
                "{'t':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,4]}}|overflows",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'u':{'dtype':'U8','shape':[1],'data_offsets':[3,4]}}|tensor u: starts at 3",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'t':{'dtype':'U8','shape':[0],'data_offsets':[4,4]}}|Duplicate field",
                "{'t':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}|take 3 bytes but the file holds 4",
                "{'t':7}|tensor t: unsupported dtype",
                "[1, 2]|not a JSON object",
                "{'t':|malformed safetensors header",
            })
    void refusesAHeaderThatLies(String header, String complaint) throws IOException {
        // Given
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Path file = Files.write(folder.resolve("bad.safetensors"), bytes.array());
        // When, Then
        assertThatThrownBy(() -> SafeTensors.map(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({"ffffffffffffff7f00", "ffffffffffffffff00", "ff00000000000000", "01", "''", "010000000000000020"})
    void refusesALengthThatTheFileDoesNotHave(String hex) throws IOException {
        // Given
        Path file =
                Files.write(folder.resolve("bad.safetensors"), HexFormat.of().parseHex(hex));
        // When, Then
        assertThatThrownBy(() -> SafeTensors.map(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file + ": not a safetensors file");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SafeTensors.map(folder.resolve("none.safetensors")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("none.safetensors does not exist");
    }

    static SafeTensors one(float value) {
        ByteBuffer bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .flip();
        return new SafeTensors(
                new TreeMap<>(Map.of("t", new SafeTensors.Raw(DType.F32, new long[] {1}, bytes))), Map.of());
    }

    static byte[] pythonVector() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SafeTensorsTest.class.getResourceAsStream("/safetensors/vector.hex"))) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Stream<String> lines = hex.lines();
            lines.forEach(line -> bytes.writeBytes(HexFormat.of().parseHex(line)));
            return bytes.toByteArray();
        }
    }
}
