/** What becomes of an application that stops, and of what it leaves behind. */
@NullUnmarked
package dev.resilience.spring.shutdown;

import org.jspecify.annotations.NullUnmarked;
