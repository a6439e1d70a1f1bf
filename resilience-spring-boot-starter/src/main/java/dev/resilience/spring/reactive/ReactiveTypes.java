package dev.resilience.spring.reactive;

import java.util.List;

import dev.resilience.async.AsyncType;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/** The reactive types that are there. */
public final class ReactiveTypes {

	private ReactiveTypes() {
	}

	/**
	 * The types of the libraries that are present.
	 * @param loader the application's class loader, or null for the default
	 * @return empty without Reactor
	 */
	public static List<AsyncType> present(@Nullable ClassLoader loader) {
		return ClassUtils.isPresent("reactor.core.publisher.Flux", loader) ? List.of(new MonoType(), new FluxType())
				: List.of();
	}

}
