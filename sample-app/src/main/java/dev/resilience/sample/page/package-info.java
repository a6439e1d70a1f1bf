/**
 * What the live page needs beside the endpoints that every application has: what was
 * called lately, and the provider's faults. The page itself is in the resources, in
 * {@code static}.
 */
@NullMarked
package dev.resilience.sample.page;

import org.jspecify.annotations.NullMarked;
