package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Limits;

/** How a program ended, in words. */
final class Endings {

    private Endings() {}

    /**
     * Says it.
     *
     * @throws BrokenSandboxException if it was not the program's doing
     */
    static String told(Ending ending, Limits limits) throws BrokenSandboxException {
        if (ending instanceof Ending.Broken broken) {
            throw new BrokenSandboxException("the sandbox failed: " + broken.reason());
        }
        if (ending instanceof Ending.Killed killed) {
            return switch (killed.reason()) {
                case TIME -> "it ran for more than " + limits.wall().toSeconds() + " s";
                case CPU -> "it used more than " + limits.cpu().toSeconds() + " s of processor time";
                case MEMORY -> "it used more than " + (limits.memoryBytes() >> 20) + " MiB";
                case OUTPUT -> "it printed more than " + limits.outputBytes() + " bytes";
                case PROCESSES -> "it had more than " + limits.processes() + " threads";
                case SIGNAL -> "it was killed by a signal";
            };
        }
        int code = ((Ending.Exited) ending).code();
        return code == 0 ? "it ended" : "it ended with exit code " + code;
    }
}
