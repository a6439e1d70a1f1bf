package dev.resilience.sample.gateway;

/**
 * What the gateway answers.
 *
 * @param answer the text
 * @param degraded whether the text was not generated and only asks for patience. An
 * answer that was generated is not degraded, even if its document had to be found by
 * keywords: to the one who asked it is an answer like any other.
 */
record Answer(String answer, boolean degraded) {
}
