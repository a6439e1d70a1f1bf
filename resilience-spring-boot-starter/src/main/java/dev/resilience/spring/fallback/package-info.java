/**
 * Which methods can answer in place of another: as if that called them, by Java's own
 * rules.
 */
@NullMarked
package dev.resilience.spring.fallback;

import org.jspecify.annotations.NullMarked;
