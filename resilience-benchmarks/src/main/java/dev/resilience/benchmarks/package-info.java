/**
 * What a protected call costs that succeeds at once, beside a bare one and beside other
 * libraries. {@link dev.resilience.benchmarks.RunBenchmarks} says how to run it and how
 * to read it.
 */
@NullMarked
package dev.resilience.benchmarks;

import org.jspecify.annotations.NullMarked;
