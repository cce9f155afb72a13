package dev.caravan.verifier.math.value;

import java.math.BigDecimal;

/** A complex number; real ones have an imaginary part of exactly zero. */
record Complex(BigDecimal re, BigDecimal im) {

    static final Complex ZERO = real(BigDecimal.ZERO);
    static final Complex I = new Complex(BigDecimal.ZERO, BigDecimal.ONE);

    static Complex real(BigDecimal value) {
        return new Complex(value, BigDecimal.ZERO);
    }

    boolean isReal() {
        return im.signum() == 0;
    }

    boolean isZero() {
        return re.signum() == 0 && im.signum() == 0;
    }

    Complex negated() {
        return new Complex(re.negate(), im.negate());
    }
}
