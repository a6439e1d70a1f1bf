/**
 * Micrometer meters that read what the engine counts anyway.
 */
@NullMarked
package dev.resilience.spring.metrics;

import org.jspecify.annotations.NullMarked;
