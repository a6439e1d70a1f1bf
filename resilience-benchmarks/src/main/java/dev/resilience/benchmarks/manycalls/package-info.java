/**
 * What very many calls cost that wait at the same time, beside the same number of them
 * without this library. {@link dev.resilience.benchmarks.manycalls.ManyCalls} says how to
 * run it and how to read it.
 */
@NullMarked
package dev.resilience.benchmarks.manycalls;

import org.jspecify.annotations.NullMarked;
