/**
 * Failure paths without waiting: a clock to turn, faults to inject, attempts to look at.
 */
@NullMarked
package dev.resilience.test;

import org.jspecify.annotations.NullMarked;
