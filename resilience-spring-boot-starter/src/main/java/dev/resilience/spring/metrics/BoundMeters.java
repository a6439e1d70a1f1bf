package dev.resilience.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import dev.resilience.failure.OnceReporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The meters that were put into one registry, to be taken out again. */
final class BoundMeters {

	private final MeterRegistry registry;

	private final OnceReporter reporter;

	private final List<Meter> meters = new ArrayList<>();

	BoundMeters(MeterRegistry registry, OnceReporter reporter) {
		this.registry = registry;
		this.reporter = reporter;
	}

	<T> void counter(String name, String description, Tags tags, T source, ToDoubleFunction<T> count) {
		add(() -> FunctionCounter.builder(name, source, count)
			.description(description)
			.tags(tags)
			.register(this.registry));
	}

	<T> void gauge(String name, String description, Tags tags, T source, ToDoubleFunction<T> value) {
		add(() -> Gauge.builder(name, source, value).description(description).tags(tags).register(this.registry));
	}

	/** A registry, or a filter in it, that wants no meter of ours stops no start. */
	private void add(Supplier<Meter> meter) {
		try {
			this.meters.add(meter.get());
		}
		catch (Throwable refused) {
			this.reporter.report("Meter registry", this.registry, "meters of this library are missing in it", refused);
		}
	}

	/** Those of another context with the same registry are its own. */
	void leave(Set<Meter> others) {
		this.meters.removeAll(others);
	}

	void remove() {
		this.meters.forEach(this::remove);
	}

	private void remove(Meter meter) {
		try {
			this.registry.remove(meter);
		}
		catch (Throwable refused) {
			this.reporter.report("Meter registry", this.registry, "it keeps meters of this library", refused);
		}
	}

}
