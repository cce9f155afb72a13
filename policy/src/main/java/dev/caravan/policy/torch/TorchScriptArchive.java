package dev.caravan.policy.torch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source text into the archive that libtorch loads, which Python's {@code torch.jit.save} would write: stored
 * zip entries, one of them a pickle that builds an instance of the source's class {@code M}.
 */
final class TorchScriptArchive {

    /** Protocol 2, GLOBAL __torch__.M, memo 0, empty tuple, NEWOBJ, empty dict, MARK, key 'training'. */
    private static final byte[] OBJECT = bytes("\u0080\u0002c__torch__\nM\nq\0)\u0081}(X\u0008\0\0\0training");

    /** True, SETITEMS, BUILD, STOP. */
    private static final byte[] TRAINING = bytes("\u0088ub.");

    /** Protocol 2, empty tuple, STOP. */
    private static final byte[] NO_CONSTANTS = bytes("\u0080\u0002).");

    private TorchScriptArchive() {}

    static byte[] of(String source) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            store(zip, "m/data.pkl", concat(OBJECT, TRAINING));
            store(zip, "m/code/__torch__.py", source.getBytes(UTF_8));
            store(zip, "m/constants.pkl", NO_CONSTANTS);
            store(zip, "m/version", "10\n".getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }
}
