/**
 * From {@code application.yml} to policies: binding that collects every mistake, merging,
 * origins.
 */
@NullMarked
package dev.resilience.spring.config;

import org.jspecify.annotations.NullMarked;
