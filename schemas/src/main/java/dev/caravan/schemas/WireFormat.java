package dev.caravan.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record type as bytes, in Confluent's framing: a zero byte, the writer's schema id (big-endian), the record in Avro binary.
 * Readers resolve the writer's schema against their own. Thread-safe.
 */
public final class WireFormat<V extends SpecificRecord> {
    private static final byte MAGIC = 0;
    private static final int HEADER = 1 + Integer.BYTES;

    private final Class<V> type;
    private final SchemaCatalogue catalogue;
    private final Schema schema;
    private final SpecificData model;
    private final DatumWriter<V> writer;
    private final byte[] header;
    private final ConcurrentMap<Integer, DatumReader<V>> readers = new ConcurrentHashMap<>();

    /** A format that reads every writer that the catalogue knows and writes with the type's own schema. */
    public WireFormat(Class<V> type, SchemaCatalogue catalogue) {
        this.type = type;
        this.catalogue = catalogue;
        this.schema = SchemaCatalogue.schemaOf(type);
        this.model = SpecificData.getForClass(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
        this.header = ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .putInt(catalogue.add(schema))
                .array();
    }

    /** The record, framed. */
    public byte[] encode(V record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(header);
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new WireException("cannot encode a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /**
     * The record in a frame.
     *
     * @throws UnknownSchemaException if the frame names a schema that the catalogue cannot find
     * @throws WireException if the bytes are not a frame, or what follows is not one record of the schema named
     */
    public V decode(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != MAGIC) {
            throw new WireException("not a framed " + type.getSimpleName() + ": " + describe(bytes));
        }
        DatumReader<V> reader = reader(ByteBuffer.wrap(bytes).getInt(1));
        try {
            BoundedDecoder decoder = new BoundedDecoder(bytes, HEADER);
            @SuppressWarnings("NullAway") // a null reuse asks the reader to make a new record
            V record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new WireException("bytes are left over after a " + type.getSimpleName());
            }
            return record;
        } catch (WireException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new WireException("cannot decode a " + type.getSimpleName() + ": " + e, e);
        }
    }

    private DatumReader<V> reader(int id) {
        DatumReader<V> known = readers.get(id);
        if (known != null) {
            return known;
        }
        DatumReader<V> added = new SpecificDatumReader<>(catalogue.get(id), schema, model);
        readers.put(id, added);
        return added;
    }

    private static String describe(byte[] bytes) {
        return bytes.length < HEADER
                ? bytes.length + " bytes, and the frame alone takes " + HEADER
                : "the first byte is " + bytes[0] + ", not " + MAGIC;
    }
}
