/**
 * What a verifier is, for those who write one: implement {@link dev.caravan.verifier.spi.Verifier}, name the class in
 * {@code META-INF/services/dev.caravan.verifier.spi.Verifier} and put the jar into the service's folder of plug-ins. The built-in
 * verifiers do the same, on the class path. Nothing here needs anything but the JDK at run time.
 *
 * <p>Start reading at {@link dev.caravan.verifier.spi.Verifier}.
 */
@NullMarked
package dev.caravan.verifier.spi;

import org.jspecify.annotations.NullMarked;
