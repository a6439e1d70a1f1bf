/**
 * Puts the kinds together: the engine, the policies it knows, one chain of links a
 * method.
 */
@NullMarked
package dev.resilience.pipeline;

import org.jspecify.annotations.NullMarked;
