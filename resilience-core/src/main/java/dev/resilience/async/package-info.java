/**
 * Calls whose outcome comes later: the form of a chain that they walk, and the return
 * types that they come with.
 */
@NullMarked
package dev.resilience.async;

import org.jspecify.annotations.NullMarked;
