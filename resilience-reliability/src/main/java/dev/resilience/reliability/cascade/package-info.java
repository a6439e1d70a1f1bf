/**
 * Ten backends behind one application, of which one falls ill.
 * {@link dev.resilience.reliability.cascade.Cascade} says how to run it and how to read
 * it.
 */
@NullMarked
package dev.resilience.reliability.cascade;

import org.jspecify.annotations.NullMarked;
