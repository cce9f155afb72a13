/**
 * What a verifier is, for those who write one: implement {@link dev.caravan.verifier.spi.Verifier}, name the class in
 * {@code META-INF/services/dev.caravan.verifier.spi.Verifier} and put the jar on the class path. The built-in verifiers do the
 * same. Nothing here depends on anything but the JDK.
 *
 * <p>Start reading at {@link dev.caravan.verifier.spi.Verifier}.
 */
@NullMarked
package dev.caravan.verifier.spi;

import org.jspecify.annotations.NullMarked;
