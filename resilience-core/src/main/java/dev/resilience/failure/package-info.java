/**
 * What kind of failure is this? Categories, tempers, and who decides.
 */
@NullMarked
package dev.resilience.failure;

import org.jspecify.annotations.NullMarked;
