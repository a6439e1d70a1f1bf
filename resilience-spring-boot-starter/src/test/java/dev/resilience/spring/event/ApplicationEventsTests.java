package dev.resilience.spring.event;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that happens is a Spring application event, in each form in which one can listen.
 */
class ApplicationEventsTests {

	private static final String CONFIGURATION = """
			resilience.policies.payments:
			  retry: {max-attempts: 2, backoff: {delay: 1ms, jitter: 0}}
			  circuit: {failure-threshold: 1, failure-threshold-span: 0s}
			  time-limit.timeout: 20ms
			""";

	/** One call that fails in every way, and one that is refused. */
	private static final List<Class<?>> ALL_KINDS = List.of(TimeLimitPassed.class, RetryScheduled.class,
			TimeLimitPassed.class, RetryGaveUp.class, CircuitStateChanged.class, FallbackUsed.class, CallRejected.class,
			FallbackUsed.class);

	@TempDir
	private Path directory;

	@Test
	void theCallsOfTheseTestsMakeEveryKindOfEvent() {
		assertThat(ALL_KINDS).containsOnly(ResilienceEvent.class.getPermittedSubclasses());
	}

	@Test
	void aMethodThatListensToAllHearsEachOnce() {
		try (ConfigurableApplicationContext context = start(OfAll.class)) {
			use(context);
			assertThat(context.getBean(OfAll.class).heard).containsExactlyElementsOf(ALL_KINDS);
		}
	}

	@Test
	void aMethodThatListensToOneKindHearsThatOne() {
		try (ConfigurableApplicationContext context = start(OfEach.class)) {
			use(context);
			assertThat(context.getBean(OfEach.class).heard).containsExactlyElementsOf(ALL_KINDS);
		}
	}

	@Test
	void aListenerToThePayloadOfOneKindHearsThatOne() {
		try (ConfigurableApplicationContext context = start(OfChanges.class, OfRefusals.class, OfRetries.class,
				OfSurrenders.class, OfTimeLimits.class, OfFallbacks.class)) {
			use(context);
			for (String name : context.getBeanNamesForType(OfPayload.class)) {
				OfPayload<?> listener = (OfPayload<?>) context.getBean(name);
				assertThat(listener.heard).as(name)
					.isNotEmpty()
					.isEqualTo(ALL_KINDS.stream().filter((kind) -> kind == listener.kind).toList());
			}
			assertThat(context.getBeanNamesForType(OfPayload.class)).hasSize(6);
		}
	}

	@Test
	void eachContextHearsOfAChildsCallOnceAndAChildNothingOfItsParents() {
		try (ConfigurableApplicationContext parent = start(OfAll.class);
				ConfigurableApplicationContext child = Contexts.application(Client.class, OfAll.class)
					.parent(parent)
					.run(Contexts.arguments(this.directory, CONFIGURATION))) {
			OfAll ofParent = parent.getBean(OfAll.class);
			OfAll ofChild = child.getBean(OfAll.class);
			assertThat(ofChild).isNotSameAs(ofParent);
			use(child);
			assertThat(ofChild.heard).containsExactlyElementsOf(ALL_KINDS);
			assertThat(ofParent.heard).containsExactlyElementsOf(ALL_KINDS);
			use(parent);
			assertThat(ofChild.heard).hasSameSizeAs(ALL_KINDS);
			assertThat(ofParent.heard).hasSize(2 * ALL_KINDS.size());
		}
	}

	private static void use(ConfigurableApplicationContext context) {
		Client client = context.getBean(Client.class);
		assertThat(List.of(client.charge(), client.charge())).containsOnly("instead");
	}

	private ConfigurableApplicationContext start(Class<?>... listeners) {
		return Contexts.application(listeners)
			.sources(Client.class)
			.run(Contexts.arguments(this.directory, CONFIGURATION));
	}

	static class OfAll {

		private final List<Class<?>> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ResilienceEvent event) {
			this.heard.add(event.getClass());
		}

	}

	static class OfEach {

		private final List<Class<?>> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void on(CircuitStateChanged event) {
			this.heard.add(CircuitStateChanged.class);
		}

		@EventListener
		void on(CallRejected event) {
			this.heard.add(CallRejected.class);
		}

		@EventListener
		void on(RetryScheduled event) {
			this.heard.add(RetryScheduled.class);
		}

		@EventListener
		void on(RetryGaveUp event) {
			this.heard.add(RetryGaveUp.class);
		}

		@EventListener
		void on(TimeLimitPassed event) {
			this.heard.add(TimeLimitPassed.class);
		}

		@EventListener
		void on(FallbackUsed event) {
			this.heard.add(FallbackUsed.class);
		}

	}

	abstract static class OfPayload<E extends ResilienceEvent>
			implements ApplicationListener<PayloadApplicationEvent<E>> {

		private final List<Class<?>> heard = new CopyOnWriteArrayList<>();

		private final Class<E> kind;

		OfPayload(Class<E> kind) {
			this.kind = kind;
		}

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<E> event) {
			this.heard.add(event.getPayload().getClass());
		}

	}

	static class OfChanges extends OfPayload<CircuitStateChanged> {

		OfChanges() {
			super(CircuitStateChanged.class);
		}

	}

	static class OfRefusals extends OfPayload<CallRejected> {

		OfRefusals() {
			super(CallRejected.class);
		}

	}

	static class OfRetries extends OfPayload<RetryScheduled> {

		OfRetries() {
			super(RetryScheduled.class);
		}

	}

	static class OfSurrenders extends OfPayload<RetryGaveUp> {

		OfSurrenders() {
			super(RetryGaveUp.class);
		}

	}

	static class OfTimeLimits extends OfPayload<TimeLimitPassed> {

		OfTimeLimits() {
			super(TimeLimitPassed.class);
		}

	}

	static class OfFallbacks extends OfPayload<FallbackUsed> {

		OfFallbacks() {
			super(FallbackUsed.class);
		}

	}

	static class Client {

		private static final CountDownLatch NEVER = new CountDownLatch(1);

		@Resilient("payments")
		@Fallback(method = "instead")
		public String charge() {
			try {
				NEVER.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("interrupted at the limit", ex);
			}
			return "in time";
		}

		String instead() {
			return "instead";
		}

	}

}
