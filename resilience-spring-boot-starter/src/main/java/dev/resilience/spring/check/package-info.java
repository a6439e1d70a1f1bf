/**
 * The backend checks among the beans, and the start that waits for them.
 */
@NullMarked
package dev.resilience.spring.check;

import org.jspecify.annotations.NullMarked;
