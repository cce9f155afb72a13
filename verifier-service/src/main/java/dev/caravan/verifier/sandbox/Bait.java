package dev.caravan.verifier.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Something for attacks to reach outside: a file that every user may read, a listener, and this process. */
final class Bait implements AutoCloseable {

    private final Path file;
    private final ServerSocket listener;

    Bait() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        file = Files.createTempFile("caravan-bait", ".txt");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, "bait");
    }

    /** What attacks read from their standard input: the file, the port and the process id. */
    String words() {
        return file + " " + listener.getLocalPort() + " "
                + ProcessHandle.current().pid() + "\n";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        Files.deleteIfExists(file);
    }
}
