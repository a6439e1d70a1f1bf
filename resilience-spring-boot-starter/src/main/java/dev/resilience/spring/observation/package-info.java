/**
 * Protected calls in traces: what happens to a call as events of the observation around
 * it, and an observation of its own where that is asked for.
 */
@NullMarked
package dev.resilience.spring.observation;

import org.jspecify.annotations.NullMarked;
