/**
 * The sample application: a question-answering gateway, and a stand-in for the provider
 * that it asks.
 */
@NullMarked
package dev.resilience.sample;

import org.jspecify.annotations.NullMarked;
