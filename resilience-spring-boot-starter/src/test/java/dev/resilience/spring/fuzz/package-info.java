/** Random configurations, right and wrong, and what a start must make of them. */
package dev.resilience.spring.fuzz;
