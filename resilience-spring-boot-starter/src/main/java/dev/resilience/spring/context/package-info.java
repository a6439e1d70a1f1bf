/**
 * What hangs on the caller's thread, taken along to other threads.
 */
@NullMarked
package dev.resilience.spring.context;

import org.jspecify.annotations.NullMarked;
