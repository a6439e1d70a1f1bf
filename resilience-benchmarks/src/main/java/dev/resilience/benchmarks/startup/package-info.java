/**
 * What a start costs with a thousand protected beans, beside the same start without them.
 * {@link dev.resilience.benchmarks.startup.StartupCost} says how to run it and how to
 * read it.
 */
@NullMarked
package dev.resilience.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
