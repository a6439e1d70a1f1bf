/**
 * Which calls to backends are protected, read from the bytecode of an application.
 */
@NullMarked
package dev.resilience.test.conformance;

import org.jspecify.annotations.NullMarked;
