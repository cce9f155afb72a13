package dev.caravan.verifier.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.code.run.Dialect;
import dev.caravan.verifier.sandbox.program.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "```python⏎a⏎```|a⏎",
                "first⏎```⏎a⏎```⏎then⏎```py⏎b⏎c⏎```⏎done|b⏎c⏎",
                "    return 1⏎|    return 1⏎",
                "x = '```'|x = '```'",
                "use ```f``` here|use ```f``` here",
                "~~~⏎a⏎~~~|a⏎",
                "````⏎```⏎a⏎```⏎````|```⏎a⏎```⏎",
                "- so:⏎  ```python⏎  if a:⏎      b⏎  ```|if a:⏎    b⏎",
                "```python⏎cut off|cut off⏎",
                "```python⏎a⏎```⏎```|a⏎",
                "```python⏎wrong⏎```</think>⏎```python⏎right⏎```|right⏎",
                "```python⏎thought⏎```</think>plain|plain",
                "```⏎```|\"\"",
            })
    void isTheLastFencedBlockOrAll(String completion, String program) {
        // When
        String found = ProgramText.of(completion.replace('⏎', '\n'));

        // Then
        assertThat(found).isEqualTo(program.replace('⏎', '\n'));
    }

    @Test
    void aPromptIsCodeOnlyIfItDefinesTheFunction() {
        // Given
        String code = "import math\n\ndef f(x):\n    '''Adds one.'''\n";

        // When, Then
        assertThat(ProgramText.codePrompt(code, Dialect.of(Language.PYTHON), "f"))
                .isEqualTo(code);
        assertThat(ProgramText.codePrompt(
                        "Complete:\n```python\n" + code + "```\nThanks.", Dialect.of(Language.PYTHON), "f"))
                .isEqualTo(code);
        assertThat(ProgramText.codePrompt("Write a function f.", Dialect.of(Language.PYTHON), "f"))
                .isEmpty();
        assertThat(ProgramText.codePrompt(code, Dialect.of(Language.PYTHON), "g"))
                .isEmpty();
    }

    @Test
    void aTextOfFencesTakesNoLongerThanItsLength() {
        // Given
        String fences = "```\n".repeat(200_000) + "`".repeat(1_000_000);

        // When
        String program = ProgramText.of(fences);

        // Then
        assertThat(program).isEmpty();
    }
}
