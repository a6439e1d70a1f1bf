package dev.resilience.spring.context;

import java.util.Map;

import dev.resilience.policy.ContextCarrier;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.ContextCarrier.Scope;
import io.micrometer.context.ContextSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a caller had. One object, because each call takes its context and nearly none goes
 * on to another thread; what puts it there is made when it is put there.
 *
 * @param carrier who puts the values of a snapshot onto a thread
 * @param loader the context class loader
 * @param logged the logging context, or null for none
 * @param values the rest, or null if it could not be taken
 */
record CapturedContext(CallerContext carrier, @Nullable ClassLoader loader, @Nullable Map<String, String> logged,
		@Nullable ContextSnapshot values) implements Carried {

	@Override
	public Scope restore() {
		return ContextCarrier.classLoader(this.loader)
			.and(() -> LoggingContext.restore(this.logged))
			.and(() -> this.carrier.restore(this.values))
			.restore();
	}

}
