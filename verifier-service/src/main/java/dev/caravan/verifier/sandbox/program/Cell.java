package dev.caravan.verifier.sandbox.program;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * One running program in a sandbox of its own. One thread may write its input while another reads its output; what it writes is kept for the
 * reader up to its output limit, so a single thread that first writes and then reads does not lock up either.
 */
public interface Cell extends AutoCloseable {

    /** Its standard input; closing it is the end of the input. What is written after the program's end is dropped. */
    OutputStream stdin();

    /** Its standard output; it ends when the program does, and does not fail. */
    InputStream stdout();

    /** Waits for its end, which its limits see to. Output that was not read by then is dropped. */
    Ending end();

    /** The last 16 KiB of its standard error; empty before its end. */
    String stderr();

    /** The time it took; zero before its end. */
    Duration wall();

    /** Kills it if it still runs, and frees its slot. */
    @Override
    void close();
}
