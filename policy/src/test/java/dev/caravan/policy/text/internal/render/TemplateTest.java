package dev.caravan.policy.text.internal.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    /** Vectors made by Python's jinja2: src/test/oracle/template_vectors.py. */
    @TestFactory
    Stream<DynamicTest> rendersAsJinja() throws IOException {
        JsonNode file = new ObjectMapper().readTree(resource("template-vectors.json"));
        JsonNode vectors = file.get("vectors");
        assertThat(vectors).hasSizeGreaterThan(500);
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").asText(), () -> {
                    // Given
                    String source = vector.has("template")
                            ? new String(
                                    resource("templates/"
                                            + vector.get("template").asText() + ".jinja"),
                                    StandardCharsets.UTF_8)
                            : vector.get("source").asText();
                    Map<String, Object> variables =
                            variables(vector.has("variables") ? vector.get("variables") : file.get("variables"));
                    if (vector.has("error")) {
                        // When, Then
                        assertThatThrownBy(() -> Template.parse(source).render(variables))
                                .as(vector.get("error").asText())
                                .isInstanceOf(JinjaException.class);
                        return;
                    }
                    // When
                    String rendered = Template.parse(source).render(variables);
                    // Then
                    assertThat(rendered).isEqualTo(vector.get("output").asText());
                }));
    }

    @Test
    void errorsNameTheLine() {
        assertThatThrownBy(() -> Template.parse("a\n\n{% if x %}\nb"))
                .isInstanceOf(JinjaException.class)
                .hasMessage("line 3: 'endif' is missing");
        assertThatThrownBy(() -> Template.parse("a\n{{ x.y }}").render(Map.of()))
                .isInstanceOf(JinjaException.class)
                .hasMessage("line 2: 'x' is undefined");
        assertThatThrownBy(() -> Template.parse("{# c\n #}\n{% for x in [1] %}\n{{ 1 + 'a' }}{% endfor %}")
                        .render(Map.of()))
                .isInstanceOf(JinjaException.class)
                .hasMessage("line 4: cannot compute 1 + 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}",
                "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
                "{% set ns = namespace(s='xx') %}{% for a in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
                "{% set ns = namespace(s=[1]) %}{% for a in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
                "{{ 'x' * 99999999 * 99999999 }}",
                "{{ ('x' * 9999999).replace('', 'x' * 9999999) }}",
                "{{ ('x\n' * 999999) | indent(999999) }}",
                "{{ ['x' * 999999] * 9999 | join('x' * 999999) }}",
                "{{ ([['x' * 999999] * 99] * 99) | tojson }}",
                "{% for a in range(9999) %}{{ 'x' * 99999 }}{% endfor %}",
            })
    void aTemplateCannotRunAwayWithTimeOrMemory(String source) {
        // Given
        Template template = Template.parse(source);
        // When, Then
        assertThatThrownBy(() -> template.render(Map.of())).isInstanceOf(JinjaException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{'a': ", "x(", "x[", "not ", "-", "x|f(", "1 if 1 else "})
    void deepNestingIsRefusedAndDoesNotOverflowTheStack(String open) {
        // Given
        String source = "{{ " + open.repeat(20_000) + "1";
        // When, Then
        assertThatThrownBy(() -> Template.parse(source)).isInstanceOf(JinjaException.class);
    }

    @Test
    void deepBlocksAreRefused() {
        // Given
        String source = "{% if 1 %}".repeat(20_000);
        // When, Then
        assertThatThrownBy(() -> Template.parse(source))
                .isInstanceOf(JinjaException.class)
                .hasMessageContaining("nested more than");
    }

    static Map<String, Object> variables(JsonNode object) {
        Map<String, Object> variables = new LinkedHashMap<>();
        object.properties().forEach(entry -> variables.put(entry.getKey(), value(entry.getValue())));
        return variables;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return variables(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        return node.isNull() ? None.NONE : node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TemplateTest.class.getResourceAsStream("/text/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
