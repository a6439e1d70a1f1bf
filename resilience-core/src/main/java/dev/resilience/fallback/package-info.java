/**
 * Fallback: answers in place of a method that failed.
 */
@NullMarked
package dev.resilience.fallback;

import org.jspecify.annotations.NullMarked;
