package dev.caravan.verifier.ifeval.openinstruct;

import dev.caravan.verifier.ifeval.text.PythonText;

/** Stretches of a line between two marks. */
final class Marks {

    private Marks() {}

    /** How many from an opening mark to the next closing one behind it, on the same line and not within one another. */
    static int between(String text, String open, String close) {
        int count = 0;
        for (String line : PythonText.split(text, "\n")) {
            int at = line.indexOf(open);
            while (at >= 0) {
                int end = line.indexOf(close, at + open.length());
                if (end < 0) {
                    break;
                }
                count++;
                at = line.indexOf(open, end + close.length());
            }
        }
        return count;
    }
}
