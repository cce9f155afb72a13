package dev.caravan.cli.source;

/**
 * One thing to learn from, or to be measured by.
 *
 * @param prompt what the user says
 * @param response what the assistant should say; empty if the source has no responses
 * @param answer what a verifier compares with; empty if the source has no answers
 * @param skill what it trains, for shares and for accuracy by skill
 * @param origin where it was read: file and row, or generator and key
 */
public record Example(String prompt, String response, String answer, String skill, String licence, String origin) {}
