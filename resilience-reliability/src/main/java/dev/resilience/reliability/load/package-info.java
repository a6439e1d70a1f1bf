/**
 * Load from a process of its own. Requests leave at a fixed rate, whether the earlier
 * ones are answered or not, and each is measured from the moment at which it was meant to
 * leave: an application that stands still cannot hide it by having fewer requests.
 */
@NullMarked
package dev.resilience.reliability.load;

import org.jspecify.annotations.NullMarked;
