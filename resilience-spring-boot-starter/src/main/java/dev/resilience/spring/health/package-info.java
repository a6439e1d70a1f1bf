/**
 * What {@code /actuator/health} says of circuits.
 */
@NullMarked
package dev.resilience.spring.health;

import org.jspecify.annotations.NullMarked;
