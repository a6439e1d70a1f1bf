package dev.resilience.spring.context;

import java.util.Map;

import dev.resilience.policy.ContextCarrier;
import dev.resilience.policy.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.util.ClassUtils;

/**
 * The mapped diagnostic context. Carried here, because Micrometer Context Propagation
 * does so only for applications that ask for it.
 */
final class LoggingContext {

	private static final boolean PRESENT = ClassUtils.isPresent("org.slf4j.MDC", LoggingContext.class.getClassLoader());

	private LoggingContext() {
	}

	/** What is on this thread; null for nothing. */
	static @Nullable Map<String, String> capture() {
		return PRESENT ? MDC.getCopyOfContextMap() : null;
	}

	/** Puts what was taken onto this thread, also if that was nothing. */
	static Scope restore(@Nullable Map<String, String> captured) {
		if (!PRESENT) {
			return ContextCarrier.NOTHING.restore();
		}
		Map<String, String> before = MDC.getCopyOfContextMap();
		set(captured);
		return () -> set(before);
	}

	private static void set(@Nullable Map<String, String> map) {
		if (map != null) {
			MDC.setContextMap(map);
		}
		else {
			MDC.clear();
		}
	}

}
