package dev.caravan.policy.text.internal.value;

import java.util.Map;

/**
 * What {@code namespace(...)} makes: the one value that a template may change in place.
 *
 * @param values by attribute name; mutable
 */
public record Namespace(Map<String, Object> values) {}
