package dev.caravan.cli.progress;

import java.util.Map;

/**
 * What the standard output is connected to.
 *
 * @param live whether it is a terminal on which lines can be redrawn
 * @param colour whether to use colours; never when {@code NO_COLOR} is set (no-color.org)
 * @param width columns
 */
public record Terminal(boolean live, boolean colour, int width) {

    private static final int NARROWEST = 40;

    /** A file, a pipe, a log. */
    public static final Terminal NONE = new Terminal(false, false, 100);

    /**
     * From the environment: the launcher puts the columns into {@code CARAVAN_COLUMNS} where the output is a terminal, because
     * Java's own answer to that question differs between versions.
     */
    public static Terminal of(Map<String, String> environment) {
        String columns = environment.getOrDefault("CARAVAN_COLUMNS", "");
        if (!columns.matches("[1-9][0-9]{0,3}")) {
            return NONE;
        }
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(true, colour, Math.max(NARROWEST, Integer.parseInt(columns)));
    }
}
