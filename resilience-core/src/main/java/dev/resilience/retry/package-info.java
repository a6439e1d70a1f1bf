/**
 * Retry: tries again what a moment may mend, within a budget.
 */
@NullMarked
package dev.resilience.retry;

import org.jspecify.annotations.NullMarked;
