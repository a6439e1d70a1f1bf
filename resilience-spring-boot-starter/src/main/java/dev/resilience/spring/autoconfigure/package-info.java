/**
 * The beans of the starter; nobody imports this package.
 */
@NullMarked
package dev.resilience.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
