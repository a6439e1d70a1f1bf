/**
 * What is said of an application that starts: how much is protected, and what is no
 * mistake but hardly meant.
 */
@NullMarked
package dev.resilience.spring.startup;

import org.jspecify.annotations.NullMarked;
