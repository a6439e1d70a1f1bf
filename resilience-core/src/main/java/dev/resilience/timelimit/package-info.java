/**
 * Time limit: ends an attempt that takes too long, on the caller's own thread.
 */
@NullMarked
package dev.resilience.timelimit;

import org.jspecify.annotations.NullMarked;
