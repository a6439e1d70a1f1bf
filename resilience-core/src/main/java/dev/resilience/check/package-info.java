/**
 * Asks backends whether they are there, and keeps what they last said.
 */
@NullMarked
package dev.resilience.check;

import org.jspecify.annotations.NullMarked;
