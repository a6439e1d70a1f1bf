/** What the trials of all guides share, and what holds the guides to the trials. */
package dev.resilience.migration;
