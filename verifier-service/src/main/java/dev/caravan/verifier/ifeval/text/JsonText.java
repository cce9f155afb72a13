package dev.caravan.verifier.ifeval.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Whether {@code json.loads} takes a text: JSON, and the literals {@code NaN}, {@code Infinity} and {@code -Infinity}. */
public final class JsonText {

    private static final int DEEPEST = 900;
    private static final int MOST_DIGITS = 4_300;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** Nesting beyond 900 levels, where Python gives up with an error of its own, counts as no JSON. */
    public static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!isPythons(parser, token)) {
                    return false;
                }
                boolean done =
                        !token.isStructStart() && parser.getParsingContext().inRoot();
                values += done ? 1 : 0;
            }
            return values == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Python refuses integers of more than 4,300 digits, and Jackson takes more names for what is not a number. */
    private static boolean isPythons(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            int sign = parser.getTextCharacters()[parser.getTextOffset()] == '-' ? 1 : 0;
            return parser.getTextLength() - sign <= MOST_DIGITS;
        }
        if (token != JsonToken.VALUE_NUMBER_FLOAT) {
            return true;
        }
        String number = parser.getText();
        return !Character.isLetter(number.charAt(number.length() - 1))
                || number.equals("NaN")
                || number.equals("Infinity")
                || number.equals("-Infinity");
    }
}
