package dev.caravan.runtime.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting is when nobody sets it, written as in YAML: {@code "30s"}, {@code "[add, sub]"}, {@code "{}"} for a nested record with
 * all its own defaults. A component without one must be set, unless it is {@code @Nullable} or an {@code Optional}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}
