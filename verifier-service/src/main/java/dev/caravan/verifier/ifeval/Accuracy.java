package dev.caravan.verifier.ifeval;

import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which readings of a response may follow an instruction; IFEval reports both. */
enum Accuracy {

    /** The response as it is. */
    STRICT {
        @Override
        List<String> readings(String response) {
            return List.of(response);
        }
    },

    /** Also without its first line, its last line or both, which are often talk about the answer, and each of these without stars. */
    LOOSE {
        @Override
        List<String> readings(String response) {
            int first = response.indexOf('\n');
            int last = response.lastIndexOf('\n');
            String tail = first < 0 ? "" : response.substring(first + 1);
            String head = last < 0 ? "" : response.substring(0, last);
            String middle = first < last ? response.substring(first + 1, last) : "";
            Set<String> readings = new LinkedHashSet<>();
            for (String reading :
                    List.of(response, PythonText.strip(tail), PythonText.strip(head), PythonText.strip(middle))) {
                readings.add(reading);
                readings.add(reading.replace("*", ""));
            }
            return List.copyOf(readings);
        }
    };

    /** The first is the response itself. */
    abstract List<String> readings(String response);
}
