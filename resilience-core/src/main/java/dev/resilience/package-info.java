/**
 * What users catch, inject and ask: the exceptions, their codes, and the entrance
 * {@link dev.resilience.Resilience}.
 */
@NullMarked
package dev.resilience;

import org.jspecify.annotations.NullMarked;
