/**
 * What happened: one record for each thing worth telling, and who is told.
 */
@NullMarked
package dev.resilience.event;

import org.jspecify.annotations.NullMarked;
