/**
 * Threads of our own: those that run what cannot stay on the caller's.
 */
@NullMarked
package dev.resilience.worker;

import org.jspecify.annotations.NullMarked;
