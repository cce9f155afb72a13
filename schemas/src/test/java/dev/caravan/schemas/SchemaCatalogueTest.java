package dev.caravan.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaCatalogueTest {
    private final Schema stranger =
            SchemaBuilder.record("Stranger").fields().requiredString("name").endRecord();

    @Test
    void everyTypeHasAnIdOfItsOwn() {
        long types = Topics.all().stream().map(Topic::type).distinct().count();
        assertThat(SchemaCatalogue.own().stream().map(SchemaIds::of))
                .hasSize((int) types)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isPositive());
    }

    @Test
    void anIdIsAFunctionOfWhatIsOnTheWireOnly() {
        // Given: documentation and a default change no byte of a record
        Schema documented = SchemaBuilder.record("Stranger")
                .doc("who nobody knows")
                .fields()
                .name("name")
                .type()
                .stringType()
                .stringDefault("nobody")
                .endRecord();
        Schema other =
                SchemaBuilder.record("Stranger").fields().requiredBytes("name").endRecord();

        // Then
        assertThat(SchemaIds.of(documented)).isEqualTo(SchemaIds.of(stranger));
        assertThat(SchemaIds.of(other)).isNotEqualTo(SchemaIds.of(stranger));
        assertThat(SchemaIds.of(stranger)).isEqualTo(1_420_814_502);
    }

    @Test
    void theSourceIsAskedOnceForAnUnknownId() {
        // Given
        List<Integer> asked = new ArrayList<>();
        SchemaCatalogue catalogue = new SchemaCatalogue(id -> {
            asked.add(id);
            return stranger;
        });
        int id = SchemaIds.of(stranger);

        // When
        Schema first = catalogue.get(id);
        Schema second = catalogue.get(id);

        // Then
        assertThat(first).isSameAs(second).isEqualTo(stranger);
        assertThat(asked).containsExactly(id);
    }

    @Test
    void aSourceThatAnswersWithAnotherSchemaIsNotBelieved() {
        SchemaCatalogue catalogue = new SchemaCatalogue(id -> stranger);
        assertThatThrownBy(() -> catalogue.get(1)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void aCollisionNamesBothSchemas() {
        assertThat(new SchemaCollisionException(7, "a.First", "a.Second"))
                .hasMessageContaining("7")
                .hasMessageContaining("a.First")
                .hasMessageContaining("a.Second");
    }
}
