package dev.resilience.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The meters that were put into one registry, to be taken out again. */
final class BoundMeters {

	private final MeterRegistry registry;

	private final List<Meter> meters = new ArrayList<>();

	BoundMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	<T> void counter(String name, String description, Tags tags, T source, ToDoubleFunction<T> count) {
		this.meters.add(FunctionCounter.builder(name, source, count)
			.description(description)
			.tags(tags)
			.register(this.registry));
	}

	<T> void gauge(String name, String description, Tags tags, T source, ToDoubleFunction<T> value) {
		this.meters.add(Gauge.builder(name, source, value).description(description).tags(tags).register(this.registry));
	}

	/** Those of another context with the same registry are its own. */
	void leave(Set<Meter> others) {
		this.meters.removeAll(others);
	}

	void remove() {
		this.meters.forEach(this.registry::remove);
	}

}
