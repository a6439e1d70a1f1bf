package dev.resilience.spring.event;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureCategory;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Who is told what happens. */
class ListenerTests {

	private final Script script = Script.failing(new ConnectException("secret-host"));

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=2",
				"resilience.policies.payments.circuit.failure-threshold=1",
				"resilience.policies.payments.fallback.value=instead")
		.withBean(Client.class, () -> new Client(this.script));

	@Test
	void listenerBeansAreToldEverythingInTurn() {
		this.runner.withBean(Recorder.class).run((context) -> {
			context.getBean(Client.class).charge();
			context.getBean(Client.class).charge();
			List<ResilienceEvent> events = context.getBean(Recorder.class).events;
			assertThat(events).extracting((event) -> (Object) event.getClass())
				.containsExactly(RetryScheduled.class, RetryGaveUp.class, CircuitStateChanged.class, FallbackUsed.class,
						CallRejected.class, FallbackUsed.class);
			assertThat(events).extracting(ResilienceEvent::policy).containsOnly("payments");
			assertThat(events).extracting(ResilienceEvent::code)
				.containsExactly("RETRY", "RETRY_EXHAUSTED", "CIRCUIT_OPEN", "FALLBACK_USED", "CIRCUIT_OPEN",
						"FALLBACK_USED");
			assertThat(events.toString()).doesNotContain("secret", "instead");
			assertThat(((CircuitStateChanged) events.get(2)).to()).isEqualTo(CircuitState.OPEN);
			assertThat(((FallbackUsed) events.get(5)).category()).isEqualTo(FailureCategory.REJECTED);
		});
	}

	@Test
	void theyAreApplicationEventsToo() {
		this.runner.withBean(OfApplication.class).run((context) -> {
			context.getBean(Client.class).charge();
			OfApplication listener = context.getBean(OfApplication.class);
			assertThat(listener.all).hasSize(4);
			assertThat(listener.opened).isEqualTo(1);
		});
	}

	@Test
	void aListenerThatThrowsHarmsNeitherTheCallNorTheOtherListeners() {
		this.runner.withBean("broken", ResilienceListener.class, () -> (event) -> {
			throw new AssertionError("broken listener");
		}).withBean(Recorder.class).run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(context.getBean(Recorder.class).events).hasSize(4);
		});
	}

	@Test
	void anApplicationListenerThatThrowsHarmsNoCall() {
		this.runner.withBean(BrokenOfApplication.class)
			.run((context) -> assertThat(context.getBean(Client.class).charge()).isEqualTo("instead"));
	}

	@Test
	void anEventThatHappensBeforeTheListenersAreMadeIsNotLostForLongAndHarmsNothing() {
		this.runner.withBean(Early.class).withBean(Recorder.class).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Client.class).charge();
			assertThat(context.getBean(Recorder.class).events).isNotEmpty();
		});
	}

	@Test
	void aListenerMayCallAProtectedMethodItself() {
		this.runner.withBean(Calling.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(catchThrowable(context.getBean(Client.class)::charge)).isNull();
		});
	}

	@Test
	void messagesAreInTheEventsWhereTheUserWantsThem() {
		this.runner.withPropertyValues("resilience.logging.include-messages=true")
			.withBean(Recorder.class)
			.run((context) -> {
				context.getBean(Client.class).charge();
				assertThat(((RetryScheduled) context.getBean(Recorder.class).events.get(0)).failure().message())
					.isEqualTo("secret-host");
			});
	}

	static class Recorder implements ResilienceListener {

		private final List<ResilienceEvent> events = new ArrayList<>();

		@Override
		public void onEvent(ResilienceEvent event) {
			this.events.add(event);
		}

	}

	static class OfApplication {

		private final List<ResilienceEvent> all = new ArrayList<>();

		private int opened;

		@EventListener
		void on(ResilienceEvent event) {
			this.all.add(event);
		}

		@EventListener
		void on(CircuitStateChanged event) {
			this.opened++;
		}

	}

	static class BrokenOfApplication {

		@EventListener
		void on(ResilienceEvent event) {
			throw new IllegalStateException("broken listener");
		}

	}

	static class Early {

		private final Client client;

		Early(Client client) {
			this.client = client;
		}

		@PostConstruct
		void call() {
			this.client.charge();
		}

	}

	static class Calling implements ResilienceListener {

		private final Client client;

		private int depth;

		Calling(Client client) {
			this.client = client;
		}

		@Override
		public void onEvent(ResilienceEvent event) {
			if (this.depth++ < 3) {
				this.client.charge();
			}
		}

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		@CircuitProtected("payments")
		@Fallback("payments")
		public String charge() {
			return this.script.play();
		}

	}

}
