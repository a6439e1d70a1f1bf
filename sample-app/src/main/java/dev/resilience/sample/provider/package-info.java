/**
 * A stand-in for an OpenAI-compatible provider: a real HTTP server with a port of its
 * own, that answers without a model and falls ill on demand.
 */
@NullMarked
package dev.resilience.sample.provider;

import org.jspecify.annotations.NullMarked;
