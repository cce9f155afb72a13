package dev.caravan.policy.torch;

/**
 * Tables of the rotary angles, [positions, E] row by row, the first half of each row of {@code sin} negated. Rounded to fp32 where Hugging Face rounds (frequency, angle), since
 * models are trained with those roundings: at position 10,000 they turn a pair by 5e-4.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Rope(float[] cos, float[] sin) {

    static Rope of(int positions, int headDim, double theta) {
        int half = headDim / 2;
        float[] cos = new float[positions * headDim];
        float[] sin = new float[cos.length];
        for (int i = 0; i < half; i++) {
            float frequency = 1f / (float) StrictMath.pow(theta, (double) i / half);
            for (int position = 0; position < positions; position++) {
                float angle = position * frequency;
                int at = position * headDim + i;
                cos[at] = (float) StrictMath.cos(angle);
                cos[at + half] = cos[at];
                sin[at] = (float) -StrictMath.sin(angle);
                sin[at + half] = -sin[at];
            }
        }
        return new Rope(cos, sin);
    }
}
