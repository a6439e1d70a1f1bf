/**
 * What Spring's own exceptions say about a backend.
 */
@NullMarked
package dev.resilience.spring.failure;

import org.jspecify.annotations.NullMarked;
