/**
 * What ahead-of-time processing has to know so that the starter works in a native image.
 * Nobody imports this package; {@code META-INF/spring/aot.factories} names its classes.
 */
@NullMarked
package dev.resilience.spring.aot;

import org.jspecify.annotations.NullMarked;
