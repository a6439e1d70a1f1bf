/**
 * From an annotation to a pipeline: which methods are protected, by what, and how a call
 * reaches it.
 */
@NullMarked
package dev.resilience.spring.intercept;

import org.jspecify.annotations.NullMarked;
