package dev.resilience.spring.nuisance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.spring.nuisance.Backend.Work;
import dev.resilience.spring.observation.DefaultProtectedCallConvention;
import dev.resilience.spring.observation.ProtectedCallContext;
import dev.resilience.spring.observation.ProtectedCallConvention;
import io.micrometer.common.KeyValues;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.awaitility.Awaitility.await;

/** Code of the user's wherever the library calls it, which makes trouble in one place. */
final class Trouble {

	private static final AtomicInteger made = new AtomicInteger();

	private static final AtomicInteger underWay = new AtomicInteger();

	private static volatile Place place;

	private static volatile Work deed;

	private Trouble() {
	}

	/** Where the library calls code of the user's. */
	enum Place {

		LISTENS_TO, LISTENER, APPLICATION_LISTENER, CLASSIFIER, RESULT_PREDICATE, OBSERVATION_STARTED, SCOPE_OPENED,
		OBSERVED_EVENT, SCOPE_CLOSED, OBSERVATION_STOPPED, CONVENTION, CONTEXT_READ, CONTEXT_SET, CONTEXT_RESTORED;

		boolean isOfContext() {
			return ordinal() >= CONTEXT_READ.ordinal();
		}

	}

	static void make(Place where, Work what) {
		made.set(0);
		deed = what;
		place = where;
	}

	/**
	 * Ends it; returns how often there was some. What is under way ends first: a caller
	 * may be told before the last user code of its call has had its turn.
	 */
	static int end() {
		place = null;
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> underWay.get() == 0);
		return made.get();
	}

	private static void at(Place here) {
		underWay.incrementAndGet();
		try {
			if (place == here) {
				made.incrementAndGet();
				deed.get();
			}
		}
		catch (Throwable thrown) {
			throw Backend.<RuntimeException>sneaky(thrown);
		}
		finally {
			underWay.decrementAndGet();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Backend backend() {
			return new Backend();
		}

		@Bean
		Predicate<Object> refused() {
			return (result) -> {
				at(Place.RESULT_PREDICATE);
				return false;
			};
		}

		@Bean
		FailureClassifier classifier() {
			return (failure) -> {
				at(Place.CLASSIFIER);
				return null;
			};
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		ObservationRegistry observations() {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(new Handler());
			return registry;
		}

		@Bean
		ProtectedCallConvention convention() {
			return new DefaultProtectedCallConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(ProtectedCallContext context) {
					at(Place.CONVENTION);
					return super.getLowCardinalityKeyValues(context);
				}

			};
		}

	}

	static class Listener implements ResilienceListener {

		@Override
		public boolean listensTo(Class<? extends ResilienceEvent> kind) {
			at(Place.LISTENS_TO);
			return true;
		}

		@Override
		public void onEvent(ResilienceEvent event) {
			at(Place.LISTENER);
		}

		@EventListener
		void on(ResilienceEvent event) {
			at(Place.APPLICATION_LISTENER);
		}

	}

	private static final class Handler implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			at(Place.OBSERVATION_STARTED);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			at(Place.SCOPE_OPENED);
		}

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			at(Place.OBSERVED_EVENT);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			at(Place.SCOPE_CLOSED);
		}

		@Override
		public void onStop(Observation.Context context) {
			at(Place.OBSERVATION_STOPPED);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	/** Carries a value that is always there. */
	static final class Accessor implements ThreadLocalAccessor<String> {

		static final String KEY = "trouble";

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public String getValue() {
			at(Place.CONTEXT_READ);
			return "value";
		}

		@Override
		public void setValue(String value) {
			at(Place.CONTEXT_SET);
		}

		@Override
		public void setValue() {
			at(Place.CONTEXT_SET);
		}

		@Override
		public void restore(String previous) {
			at(Place.CONTEXT_RESTORED);
		}

		@Override
		public void restore() {
			at(Place.CONTEXT_RESTORED);
		}

	}

}
