package dev.resilience.spring.intercept;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Of several annotations of a kind the nearest speaks, kind by kind. */
class NearestAnnotationTests {

	private final Script script = Script.failing();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.two.retry.max-attempts=2",
				"resilience.policies.two.circuit.open-duration=10s", "resilience.policies.three.retry.max-attempts=3",
				"resilience.policies.three.circuit.open-duration=10s", "resilience.policies.four.retry.max-attempts=4")
		.withBean(Script.class, () -> this.script);

	@Test
	void theMethodWinsOverItsClass() {
		this.runner.withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::three);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void theInterfaceMethodWinsOverTheClass() {
		this.runner.withBean(Implementation.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Implementation.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void theMethodWinsOverTheOneThatItOverrides() {
		this.runner.withBean(Sub.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Sub.class)::three);
			assertThat(this.script.calls()).isEqualTo(4);
		});
	}

	@Test
	void theClassWinsOverItsSuperclassAndInterfaces() {
		this.runner.withBean(NearClass.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(NearClass.class)::own);
			assertThat(this.script.calls()).isEqualTo(4);
		});
	}

	@Test
	void anotherAnnotationBesideResilientReplacesItsOwnKindOnly() {
		this.runner.withBean(Mixed.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Mixed.class)::beside);
			assertThat(this.script.calls()).isEqualTo(4);
			assertThat(context.getBean(Circuits.class).all()).extracting("name").containsExactly("two");
		});
	}

	@Test
	void anotherAnnotationBelowTheClassesResilientReplacesItsOwnKindOnly() {
		this.runner.withBean(OnClass.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(OnClass.class)::below);
			assertThat(this.script.calls()).isEqualTo(2);
			assertThat(context.getBean(Circuits.class).get("three").snapshot().totals().failed()).isEqualTo(1);
			assertThat(context.getBean(Circuits.class).get("two").snapshot().totals().failed()).isZero();
		});
	}

	@Test
	void resilientOnTheMethodReplacesTheKindsThatItWritesAndNoOthers() {
		this.runner.withBean(OnClass.class).run((context) -> {
			// four writes no circuit, so that of the class stays
			assertThatIllegalStateException().isThrownBy(context.getBean(OnClass.class)::four);
			assertThat(this.script.calls()).isEqualTo(4);
			assertThat(context.getBean(Circuits.class).get("three").snapshot().totals().failed()).isEqualTo(1);
		});
	}

	@Test
	void resilientOnTheMethodWinsOverAKindOnTheClass() {
		this.runner.withBean(KindOnClass.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(KindOnClass.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Retryable("two")
	static class Client {

		final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("three")
		public void three() {
			this.script.play();
		}

	}

	static class Sub extends Client {

		Sub(Script script) {
			super(script);
		}

		@Override
		@Retryable("four")
		public void three() {
			this.script.play();
		}

	}

	@Retryable("four")
	static class NearClass extends Client {

		NearClass(Script script) {
			super(script);
		}

		public void own() {
			this.script.play();
		}

	}

	interface Payments {

		@Retryable("three")
		void charge();

	}

	@Retryable("two")
	static class Implementation implements Payments {

		private final Script script;

		Implementation(Script script) {
			this.script = script;
		}

		@Override
		public void charge() {
			this.script.play();
		}

	}

	static class Mixed {

		private final Script script;

		Mixed(Script script) {
			this.script = script;
		}

		@Resilient("two")
		@Retryable("four")
		public void beside() {
			this.script.play();
		}

	}

	@Resilient("three")
	static class OnClass {

		private final Script script;

		OnClass(Script script) {
			this.script = script;
		}

		@Retryable("two")
		public void below() {
			this.script.play();
		}

		@Resilient("four")
		public void four() {
			this.script.play();
		}

	}

	@Retryable("two")
	@CircuitProtected("two")
	static class KindOnClass {

		private final Script script;

		KindOnClass(Script script) {
			this.script = script;
		}

		@Resilient("three")
		public void charge() {
			this.script.play();
		}

	}

}
