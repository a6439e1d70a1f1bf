/**
 * The annotations that protect a method.
 */
@NullMarked
package dev.resilience.annotation;

import org.jspecify.annotations.NullMarked;
