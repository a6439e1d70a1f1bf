package dev.resilience.spring.fuzz;

/**
 * A value that cannot be meant.
 *
 * @param yaml how it is written
 * @param told what a report must say of it
 */
record Wrong(String yaml, String told) {
}
