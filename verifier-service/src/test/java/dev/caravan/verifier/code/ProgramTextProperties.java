package dev.caravan.verifier.code;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProgramTextProperties {

    /** Whatever is written before and after it, a block without fences of its own comes back as it was. */
    @Property
    void theLastBlockComesBack(
            @ForAll("fenceless") String before, @ForAll("fenceless") String block, @ForAll("fenceless") String after) {
        // Given
        String completion = before + "\n```python\n" + block + "\n```\n" + after;

        // When
        String program = ProgramText.of(completion);

        // Then
        assertThat(program).isEqualTo(block + "\n");
    }

    /** Any text has a program that is part of it, indentation aside. */
    @Property
    void aProgramIsFoundInAnyText(@ForAll("fenced") String completion) {
        // When
        String program = ProgramText.of(completion);

        // Then
        assertThat(completion.replaceAll("\\s", "")).contains(program.replaceAll("\\s", ""));
    }

    @Provide
    Arbitrary<String> fenceless() {
        return Arbitraries.strings().withChars("ab \t\n#:()'\"é\\").ofMaxLength(80);
    }

    @Provide
    Arbitrary<String> fenced() {
        return Arbitraries.of("```", "````", "~~~", "`", "\n", " ", "\t", "python", "x = 1", "</think>")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
