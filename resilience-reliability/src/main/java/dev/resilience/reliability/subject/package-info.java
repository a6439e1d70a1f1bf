/**
 * The sample application in a process of its own, with what it takes to look at it from
 * outside. The sample itself is as it is.
 */
@NullMarked
package dev.resilience.reliability.subject;

import org.jspecify.annotations.NullMarked;
