package dev.resilience.spring.fuzz;

/**
 * A value that can be meant.
 *
 * @param yaml how it is written
 * @param inForce what it comes to, as the inventory shows it; null where nobody looks
 */
record Value(String yaml, Object inForce) {
}
