package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;

/** Log-probs of given tokens, by full forwards. */
public final class Scoring {

    private final Model model;
    private final List<NDArray> parameters;

    Scoring(Model model, List<NDArray> parameters) {
        this.model = model;
        this.parameters = parameters;
    }

    /** See {@link dev.caravan.policy.Scorer#logProbs}. */
    public List<float[]> logProbs(List<int[]> sequences) {
        for (int i = 0; i < sequences.size(); i++) {
            model.check("sequence " + i, sequences.get(i));
        }
        float[][] results = new float[sequences.size()][];
        for (List<Integer> chunk :
                Chunks.of(sequences, tokens -> tokens.length, model.config().vocabSize())) {
            List<int[]> rows = chunk.stream().map(sequences::get).toList();
            float[] flat = score(rows);
            int at = 0;
            for (int row = 0; row < rows.size(); row++) {
                float[] result = new float[rows.get(row).length];
                int scored = Math.max(0, result.length - 1);
                System.arraycopy(flat, at, result, Math.min(1, result.length), scored);
                at += scored;
                results[chunk.get(row)] = result;
            }
        }
        return Arrays.asList(results);
    }

    private float[] score(List<int[]> rows) {
        Packed packed = new Packed(rows);
        Packed.Scored scored = packed.new Scored();
        for (int row = 0; row < rows.size(); row++) {
            for (int t = 1; t < rows.get(row).length; t++) {
                scored.add(row, t);
            }
        }
        if (scored.count() == 0) {
            return new float[0];
        }
        try (NDManager scope = model.session().scope()) {
            Object[] arguments =
                    model.arguments(parameters, packed.arguments(scope, scored).toArray());
            return model.session().call(scope, "score", arguments)[0].toFloatArray();
        }
    }
}
