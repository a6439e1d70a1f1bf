/**
 * Reactor's types, where Reactor is there: each subscription is a call.
 */
@NullMarked
package dev.resilience.spring.reactive;

import org.jspecify.annotations.NullMarked;
