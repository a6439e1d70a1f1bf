/**
 * What may go wrong inside of the application itself: failures that are hard to handle,
 * and code of the user's that throws, blocks or comes back in where the library calls it.
 */
package dev.resilience.spring.nuisance;
