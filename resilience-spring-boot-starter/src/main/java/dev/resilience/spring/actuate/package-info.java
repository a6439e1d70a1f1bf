/**
 * The actuator endpoint; shows pictures, never live objects.
 */
@NullMarked
package dev.resilience.spring.actuate;

import org.jspecify.annotations.NullMarked;
