/**
 * A provider that can be made ill in every way that a socket allows. It speaks TCP, not
 * HTTP: an HTTP server would mend what is to be broken.
 */
@NullMarked
package dev.resilience.reliability.backend;

import org.jspecify.annotations.NullMarked;
