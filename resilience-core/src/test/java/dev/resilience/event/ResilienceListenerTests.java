package dev.resilience.event;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CircuitOpenException;
import dev.resilience.ScriptedWork;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResilienceListenerTests {

	private final ReportedWarnings warnings = new ReportedWarnings();

	private final List<ResilienceListener> listeners = new CopyOnWriteArrayList<>();

	private final RecordedEvents events = new RecordedEvents();

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.listeners(() -> this.listeners)
		.policy(PolicySpec.builder("backend").retry(RetrySpec.builder().delay(Duration.ZERO).build()).build())
		.policy(PolicySpec.builder("other")
			.retry(RetrySpec.builder().delay(Duration.ZERO).build())
			.circuit(CircuitSpec.builder().failureThreshold(1).build())
			.build())
		.build();

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@Test
	void harmsNoCallByThrowing() throws Throwable {
		this.listeners.add((event) -> {
			throw new IllegalStateException("broken listener");
		});
		this.listeners.add(this.events);

		Object result = this.engine.policy("backend").call(ScriptedWork.failing(new IOException(), new IOException()));

		assertThat(result).isEqualTo("done");
		assertThat(this.events.of(RetryScheduled.class)).hasSize(2);
	}

	@Test
	void harmsNoCallByThrowingAnError() throws Throwable {
		this.listeners.add((event) -> {
			throw new StackOverflowError();
		});

		assertThat(this.engine.policy("backend").call(ScriptedWork.failing(new IOException()))).isEqualTo("done");
	}

	/** An alarm that is sent by a protected call, whose backend is down too. */
	@Test
	@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void isNotToldWithoutAnEndOfWhatItsOwnCallsDo() throws Throwable {
		AtomicInteger alarms = new AtomicInteger();
		this.listeners.add((event) -> {
			alarms.incrementAndGet();
			callOther(ScriptedWork.failing(new IOException()));
		});
		this.listeners.add(this.events);

		assertThat(callOther(ScriptedWork.failing(new IOException()))).isEqualTo("done");

		assertThat(alarms).hasValue(4);
		assertThat(this.events.of(RetryScheduled.class)).as("others are told of all").hasSize(5);
		assertThat(this.warnings.messages())
			.anySatisfy((warning) -> assertThat(warning).startsWith("Listener").contains("it is told no more of them"));
	}

	@Test
	void isReportedOnceHoweverOftenItThrows() throws Throwable {
		this.listeners.add((event) -> {
			throw new IllegalStateException("broken listener");
		});

		for (int i = 0; i < 5; i++) {
			this.engine.policy("backend").call(ScriptedWork.failing(new IOException()));
		}

		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.contains("Listener", "IllegalStateException")
			.doesNotContain("broken listener");
	}

	@Test
	void isNotToldWhatNobodyListensTo() {
		this.listeners.add(this.events);
		this.listeners.add(new Deaf(this.events, false));
		refuse();
		assertThat(this.events.of(CallRejected.class)).hasSize(2);
		this.listeners.remove(0);
		refuse();
		assertThat(this.events.of(CallRejected.class)).hasSize(2);
	}

	@Test
	void isHeardWhateverItsPlaceInTheList() {
		for (int deaf = 0; deaf < 6; deaf++) {
			this.listeners.add(this.events);
			refuse();
			assertThat(this.events.of(CallRejected.class)).hasSize(deaf + 1);
			this.listeners.set(deaf, new Deaf((event) -> {
			}, false));
		}
	}

	@Test
	void countsAsListeningIfItThrowsWhenAsked() {
		this.listeners.add(new Deaf(this.events, true));
		refuse();
		refuse();
		assertThat(this.events.of(CallRejected.class)).hasSize(2);
		assertThat(this.warnings.messages()).singleElement().asString().contains("Listener", "it counts as listening");
	}

	@Test
	void isHeardByAListThatComplainsOfChanges() {
		List<ResilienceListener> shrinking = new ArrayList<>();
		shrinking.add(new Deaf((event) -> {
		}, false) {
			@Override
			public boolean listensTo(Class<? extends ResilienceEvent> kind) {
				shrinking.remove(this);
				return false;
			}
		});
		shrinking.add(this.events);
		ResilienceEngine engine = ResilienceEngine.builder()
			.listeners(() -> shrinking)
			.policy(PolicySpec.builder("other").circuit(CircuitSpec.builder().build()).build())
			.build();
		engine.get("other").forceOpen();
		assertThatThrownBy(() -> engine.policy("other").run(() -> {
		})).isInstanceOf(CircuitOpenException.class);
		assertThat(this.events.of(CallRejected.class)).hasSize(1);
	}

	private void refuse() {
		this.engine.get("other").forceOpen();
		assertThatThrownBy(() -> this.engine.policy("other").run(() -> {
		})).isInstanceOf(CircuitOpenException.class);
	}

	private static class Deaf implements ResilienceListener {

		private final ResilienceListener told;

		private final boolean broken;

		Deaf(ResilienceListener told, boolean broken) {
			this.told = told;
			this.broken = broken;
		}

		@Override
		public void onEvent(ResilienceEvent event) {
			this.told.onEvent(event);
		}

		@Override
		public boolean listensTo(Class<? extends ResilienceEvent> kind) {
			if (this.broken) {
				throw new IllegalStateException();
			}
			return false;
		}

	}

	@Test
	void isToldOnTheThreadOnWhichItHappened() throws Throwable {
		List<Thread> threads = new ArrayList<>();
		this.listeners.add((event) -> threads.add(Thread.currentThread()));

		this.engine.policy("backend").call(ScriptedWork.failing(new IOException()));

		assertThat(threads).containsExactly(Thread.currentThread());
	}

	@Test
	void mayMakeProtectedCallsItself() throws Throwable {
		List<Object> answers = new ArrayList<>();
		this.listeners.add((event) -> {
			if (event.policy().equals("backend")) {
				answers.add(callOther(ScriptedWork.failing(new IOException())));
			}
		});
		this.listeners.add(this.events);

		Object result = this.engine.policy("backend").call(ScriptedWork.failing(new IOException()));

		assertThat(result).isEqualTo("done");
		assertThat(answers).containsExactly("done");
		assertThat(this.events.all()).extracting(ResilienceEvent::policy).containsExactly("other", "backend");
	}

	@Test
	void mayCallAndChangeTheCircuitThatItIsToldOf() {
		AtomicInteger told = new AtomicInteger();
		this.listeners.add((event) -> {
			if (event.code().equals("CIRCUIT_OPEN") && told.incrementAndGet() == 1) {
				assertThatThrownBy(() -> this.engine.policy("other").run(() -> {
				}));
				this.engine.get("other").reset();
			}
		});

		assertThatThrownBy(() -> this.engine.policy("other").call(ScriptedWork.alwaysFailing(new IOException())))
			.isInstanceOf(IOException.class);

		assertThat(told).hasValue(2);
		assertThat(this.engine.policy("other").<String, RuntimeException>call(() -> "closed again"))
			.isEqualTo("closed again");
		assertThat(this.warnings.messages()).isEmpty();
	}

	private Object callOther(ScriptedWork work) {
		try {
			return this.engine.policy("other").call(work);
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

}
