/**
 * Who is told in Spring: the log, the application's event listeners, the endpoint's
 * memory.
 */
@NullMarked
package dev.resilience.spring.event;

import org.jspecify.annotations.NullMarked;
