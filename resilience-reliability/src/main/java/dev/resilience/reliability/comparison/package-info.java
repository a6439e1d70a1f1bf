/**
 * What resilience buys: the same application under the same load and the same faults,
 * without a library, with resilience4j and with this one.
 * {@link dev.resilience.reliability.comparison.Comparison} says how to run it and how to
 * read it.
 */
@NullMarked
package dev.resilience.reliability.comparison;

import org.jspecify.annotations.NullMarked;
