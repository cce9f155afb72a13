package dev.caravan.verifier.ifeval.ifbench;

import com.google.re2j.Pattern;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.CsvText;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code custom:csv_*}: tables whose rows and columns IFBench's prompts prescribe. */
final class Tables {

    private static final List<String> CITY_COLUMNS = List.of("ID", "Country", "City", "Year", "Count");
    private static final Pattern PRODUCT_COLUMNS =
            Pattern.compile("(ProductID|\"ProductID\"),[ \\t]*(Category|\"Category\"),[ \\t]*"
                    + "(Brand|\"Brand\"),[ \\t]*(Price|\"Price\"),[ \\t]*(Stock|\"Stock\")");
    private static final Pattern STUDENT_COLUMNS =
            Pattern.compile("(StudentID|\"StudentID\")\\t *(Subject|\"Subject\")\\t *"
                    + "(Grade|\"Grade\")\\t *(Semester|\"Semester\")\\t *(Score|\"Score\")");

    private Tables() {}

    static Map<String, Function<Arguments, Instruction>> types() {
        return Map.of(
                "custom:csv_city",
                arguments -> Instruction.of("not the table of 7 cities", Tables::isCityTable),
                "custom:csv_special_character",
                arguments ->
                        Instruction.of("not the table of 14 products with a special character", Tables::isProductTable),
                "custom:csv_quotes",
                arguments -> Instruction.of("not the table of 3 grades in quotes", Tables::isStudentTable));
    }

    private static boolean isCityTable(String response) {
        List<List<String>> rows = CsvText.rows(response, ',');
        return rows.size() == 8
                && rows.get(0).equals(CITY_COLUMNS)
                && rows.stream().allMatch(row -> row.size() == 5);
    }

    /** In order, up to the first row that has a special character in quotes: the reference does not look at those behind it. */
    private static boolean isProductTable(String response) {
        List<List<String>> rows = quotedRows(response, ',');
        if (!PRODUCT_COLUMNS.matches(header(response)) || rows.size() != 15) {
            return false;
        }
        for (List<String> row : rows.subList(1, 15)) {
            if (row.size() != 5) {
                return false;
            }
            if (row.stream().anyMatch(Tables::quotesSpecialCharacter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean quotesSpecialCharacter(String field) {
        String line = PythonText.split(field, "\n").get(0);
        int end = line.lastIndexOf('"');
        return end >= 1
                && line.startsWith("\"")
                && line.substring(1, end).codePoints().anyMatch(c -> !PythonText.isWord(c) && !PythonText.isSpace(c));
    }

    private static boolean isStudentTable(String response) {
        List<List<String>> rows = quotedRows(response, '\t');
        return STUDENT_COLUMNS.matches(header(response))
                && rows.size() == 4
                && rows.stream().allMatch(row -> row.size() == 5 && row.stream().allMatch(Tables::isQuoted));
    }

    private static boolean isQuoted(String field) {
        String text = PythonText.strip(field);
        return text.startsWith("\"") && text.endsWith("\"");
    }

    private static String header(String response) {
        return PythonText.strip(PythonText.split(response, "\n").get(0));
    }

    /** With the quotes kept in the fields. */
    private static List<List<String>> quotedRows(String response, char delimiter) {
        return CsvText.rows(response.replace("\"", "\"\"\""), delimiter);
    }
}
