package dev.resilience.spring.event;

import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** An application event is published where somebody listens, and only there. */
class HeardApplicationEventsTests {

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.circuit.failure-threshold=1",
				"resilience.policies.payments.fallback.value=instead", "logging.level.dev.resilience=off")
		.withBean(Client.class);

	@Test
	void nobodyIsToldWhereNobodyListens() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(isHeard(context)).isFalse();
			assertThat(context.getBean(ApplicationEvents.class).listensTo(FallbackUsed.class)).isFalse();
		});
	}

	@Test
	void whoBeginsToListenLaterHearsTheNext() {
		this.runner.run((context) -> {
			charge(context);
			OfRefusals first = new OfRefusals();
			context.addApplicationListener(first);
			assertThat(context.getBean(ApplicationEvents.class).listensTo(FallbackUsed.class)).isFalse();
			charge(context);
			assertThat(first.heard).hasSize(1);
			OfRefusals second = new OfRefusals();
			context.getBean(ApplicationEventMulticaster.class).addApplicationListener(second);
			charge(context);
			assertThat(first.heard).hasSize(2);
			assertThat(second.heard).hasSize(1);
			context.removeApplicationListener(first);
			charge(context);
			assertThat(first.heard).hasSize(2);
			assertThat(second.heard).hasSize(2);
			context.getBean(ApplicationEventMulticaster.class).removeAllListeners();
			assertThat(isHeard(context)).isFalse();
		});
	}

	@Test
	void aListenerBeanThatIsRegisteredLaterHearsTheNext() {
		this.runner.run((context) -> {
			charge(context);
			((GenericApplicationContext) context.getSourceApplicationContext()).registerBean("late", OfRefusals.class);
			context.getBean(ApplicationEventMulticaster.class).addApplicationListenerBean("late");
			charge(context);
			assertThat(context.getBean(OfRefusals.class).heard).hasSize(1);
		});
	}

	@Test
	void nothingIsMissedWhileListenersComeAndGo() {
		this.runner.run((context) -> {
			AtomicBoolean over = new AtomicBoolean();
			ApplicationEvents events = context.getBean(ApplicationEvents.class);
			CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
				while (!over.get()) {
					events.listensTo(CallRejected.class);
				}
			});
			AtomicInteger missed = new AtomicInteger();
			for (int i = 0; i < 3_000; i++) {
				OfRefusals listener = new OfRefusals();
				context.addApplicationListener(listener);
				if (!isHeard(context)) {
					missed.incrementAndGet();
				}
				context.removeApplicationListener(listener);
			}
			over.set(true);
			others.join();
			assertThat(missed).hasValue(0);
			assertThat(isHeard(context)).isFalse();
		});
	}

	@Test
	void aMulticasterOfTheApplicationStays() {
		this.runner
			.withBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME, OwnMulticaster.class,
					OwnMulticaster::new)
			.withBean(OfRefusals.class)
			.run((context) -> {
				assertThat(context).getBean(ApplicationEventMulticaster.class).isInstanceOf(OwnMulticaster.class);
				charge(context);
				charge(context);
				assertThat(context.getBean(OfRefusals.class).heard).hasSize(1);
				assertThat(isHeard(context)).isTrue();
			});
	}

	@Test
	void whoListensInAParentIsNotKnownSoItIsTold() {
		this.runner.run((parent) -> this.runner.withParent(parent).run((child) -> {
			assertThat(isHeard(child)).isTrue();
			OfRefusals listener = new OfRefusals();
			parent.addApplicationListener(listener);
			charge(child);
			charge(child);
			assertThat(listener.heard).hasSize(1);
		}));
	}

	private static void charge(ApplicationContext context) {
		assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
	}

	private static boolean isHeard(ApplicationContext context) {
		return context.getBean(ApplicationEvents.class).listensTo(CallRejected.class);
	}

	static class OwnMulticaster extends SimpleApplicationEventMulticaster {

	}

	static class OfRefusals implements ApplicationListener<PayloadApplicationEvent<CallRejected>> {

		private final List<CallRejected> heard = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<CallRejected> event) {
			this.heard.add(event.getPayload());
		}

	}

	static class Client {

		private final Script script = Script.failing(new ConnectException());

		@CircuitProtected("payments")
		@Fallback("payments")
		public String charge() {
			return this.script.play();
		}

	}

}
