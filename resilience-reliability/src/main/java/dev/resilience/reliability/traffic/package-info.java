/**
 * Users who ask several addresses of an application at a fixed rate, and what each got,
 * call by call. The package {@code load} tells percentiles of whole sections; here a
 * curve is to be drawn.
 */
@NullMarked
package dev.resilience.reliability.traffic;

import org.jspecify.annotations.NullMarked;
