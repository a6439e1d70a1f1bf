/**
 * Time limit: ends an attempt that takes too long, on the caller's thread, on a worker's,
 * or wherever its outcome comes from.
 */
@NullMarked
package dev.resilience.timelimit;

import org.jspecify.annotations.NullMarked;
