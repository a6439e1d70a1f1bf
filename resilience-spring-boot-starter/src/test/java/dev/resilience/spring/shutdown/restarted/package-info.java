/** A user's application, for a class loader of its own. */
@NullUnmarked
package dev.resilience.spring.shutdown.restarted;

import org.jspecify.annotations.NullUnmarked;
