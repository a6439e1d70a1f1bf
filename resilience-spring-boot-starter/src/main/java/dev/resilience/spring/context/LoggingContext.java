package dev.resilience.spring.context;

import java.util.Map;

import dev.resilience.policy.ContextCarrier;
import dev.resilience.policy.ContextCarrier.Carried;
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

	static Carried capture() {
		if (!PRESENT) {
			return ContextCarrier.NOTHING;
		}
		Map<String, String> callers = MDC.getCopyOfContextMap();
		return () -> {
			Map<String, String> before = MDC.getCopyOfContextMap();
			set(callers);
			return () -> set(before);
		};
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
