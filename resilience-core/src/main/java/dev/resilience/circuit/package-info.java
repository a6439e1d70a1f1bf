/**
 * Circuit: stops calling a backend that fails, and probes it until it is well.
 */
@NullMarked
package dev.resilience.circuit;

import org.jspecify.annotations.NullMarked;
