package dev.resilience.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.pipeline.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.Assert;

/** The applications of {@link WatchedCalls}. */
public final class WatchedStates {

	private WatchedStates() {
	}

	/**
	 * With a registry to which the meters are bound, as Boot's metrics support does it.
	 */
	public static class Meters extends OurState {

		public Meters() {
			super(WithRegistry.class, OurBeans.WithAllFour.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(3, Work.NO_ANSWER);
			Assert.state(succeeded() == 1, "The meter counts wrong");
		}

		@Override
		void checkAfterwards() {
			Assert.state(succeeded() > 1, "The meter has not counted");
		}

		private double succeeded() {
			return bean(MeterRegistry.class).get("resilience.circuit.calls")
				.tags("circuit", POLICY, "outcome", "success")
				.functionCounter()
				.count();
		}

	}

	/** With a listener of the application's own. */
	public static class Listener extends OurState {

		private int eventsOfTheFailure;

		public Listener() {
			super(WithListener.class, OurBeans.WithAllFour.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(3, Work.NO_ANSWER);
			this.eventsOfTheFailure = events();
			Assert.state(this.eventsOfTheFailure > 0, "Nobody tells the listener");
		}

		@Override
		void checkAfterwards() {
			Assert.state(events() == this.eventsOfTheFailure, "A call that succeeds has an event");
		}

		private int events() {
			return bean(WithListener.class).events.get();
		}

	}

	/** With a registry of observations that makes timers of them, as Boot's does. */
	public static class Observed extends OurState {

		public Observed() {
			super(WithObservations.class, OurBeans.WithAllFour.class, "resilience.observation.enabled=true");
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(3, Work.NO_ANSWER);
			Assert.state(observed("success") == 1 && observed("fallback") == 1, "The calls are not observed");
		}

		@Override
		void checkAfterwards() {
			Assert.state(observed("success") > 1, "The calls were not observed");
		}

		private long observed(String outcome) {
			return bean(MeterRegistry.class).get("resilience.calls").tag("outcome", outcome).timer().count();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithRegistry extends OurState.OurApplication {

		@Bean
		static MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		static SmartInitializingSingleton boundMeters(MeterRegistry registry, ObjectProvider<MeterBinder> binders) {
			return () -> binders.forEach((binder) -> binder.bindTo(registry));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithListener extends OurState.OurApplication {

		private final AtomicInteger events = new AtomicInteger();

		@EventListener
		void on(ResilienceEvent event) {
			this.events.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithObservations extends OurState.OurApplication {

		@Bean
		static MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		static ObservationRegistry observations(MeterRegistry registry) {
			ObservationRegistry observations = ObservationRegistry.create();
			observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
			return observations;
		}

	}

}
