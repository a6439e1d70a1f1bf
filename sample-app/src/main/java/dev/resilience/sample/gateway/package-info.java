/**
 * The gateway: takes a question, finds the document that it is about, and has the
 * provider write an answer from it. {@link EmbeddingClient} and {@link GenerationClient}
 * are the protected calls; everything else here need not know that the provider can fail.
 */
@NullMarked
package dev.resilience.sample.gateway;

import org.jspecify.annotations.NullMarked;
