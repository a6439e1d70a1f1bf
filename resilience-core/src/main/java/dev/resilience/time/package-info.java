/**
 * The only package that reads the time.
 */
@NullMarked
package dev.resilience.time;

import org.jspecify.annotations.NullMarked;
