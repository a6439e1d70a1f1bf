package dev.resilience.spring.intercept;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Annotations of the user's own. */
class MetaAnnotationTests {

	private final Script script = Script.failing();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.two.retry.max-attempts=2",
				"resilience.policies.three.retry.max-attempts=3", "resilience.policies.four.retry.max-attempts=4")
		.withBean(Script.class, () -> this.script);

	@Test
	void anAnnotationOfTheUsersOwnCarriesOurs() {
		this.runner.withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::charge);
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	@Test
	void itCanCarryAnotherMetaAnnotation() {
		this.runner.withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::deep);
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	@Test
	void itCanPassThePoliciesNameOn() {
		this.runner.withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::named);
			assertThat(this.script.calls()).isEqualTo(4);
		});
	}

	@Test
	void itsDefaultForThePoliciesNameHolds() {
		this.runner.withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::unnamed);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void onTheMethodItIsNearerThanOursOnTheInterface() {
		this.runner.withBean(OfInterface.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(OfInterface.class)::charge);
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	@Test
	void oursBesideItOnTheMethodIsTheNearer() {
		this.runner.withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::both);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void itWorksOnAClass() {
		this.runner.withBean(OnClass.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(OnClass.class)::charge);
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	@Retention(RetentionPolicy.RUNTIME)
	@Retryable("two")
	@TimeLimited("two")
	@interface Careful {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Careful
	@interface VeryCareful {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Retryable("")
	@interface Backend {

		@AliasFor(annotation = Retryable.class, attribute = "value")
		String policy() default "three";

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Careful
		public void charge() {
			this.script.play();
		}

		@VeryCareful
		public void deep() {
			this.script.play();
		}

		@Backend(policy = "four")
		public void named() {
			this.script.play();
		}

		@Backend
		public void unnamed() {
			this.script.play();
		}

		@Careful
		@Retryable("three")
		public void both() {
			this.script.play();
		}

	}

	interface Payments {

		@Retryable("four")
		void charge();

	}

	static class OfInterface implements Payments {

		private final Script script;

		OfInterface(Script script) {
			this.script = script;
		}

		@Override
		@VeryCareful
		public void charge() {
			this.script.play();
		}

	}

	@Careful
	static class OnClass {

		private final Script script;

		OnClass(Script script) {
			this.script = script;
		}

		public void charge() {
			this.script.play();
		}

	}

}
