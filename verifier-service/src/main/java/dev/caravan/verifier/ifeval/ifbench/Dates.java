package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.text.PythonText;

/** {@code custom:date_format_list}. */
final class Dates {

    private Dates() {}

    /** Dates with commas between, all of 1769 to 1821; every year counts as a leap year, and a month or day may be 00. */
    static boolean areNapoleons(String response) {
        return PythonText.split(PythonText.strip(response), ",").stream()
                .map(PythonText::strip)
                .allMatch(Dates::isNapoleons);
    }

    private static boolean isNapoleons(String date) {
        int[] points = date.codePoints().toArray();
        if (points.length != 10 || points[4] != '-' || points[7] != '-') {
            return false;
        }
        int year = number(points, 0, 4);
        int month = number(points, 5, 7);
        int day = number(points, 8, 10);
        if (year < 1769 || year > 1821 || month < 0 || month > 12 || day < 0) {
            return false;
        }
        return switch (month) {
            case 1, 3, 5, 7, 8, 10, 12 -> day <= 31;
            case 4, 6, 9, 11 -> day <= 30;
            case 2 -> day <= 29;
            default -> true;
        };
    }

    /** -1 unless all are digits. */
    private static int number(int[] points, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(points[i])) {
                return -1;
            }
            number = number * 10 + Character.digit(points[i], 10);
        }
        return number;
    }
}
