package dev.resilience.spring.intercept;

import java.util.function.Consumer;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Where an annotation may stand; a method that is found there makes three attempts. */
class AnnotationPlacesTests {

	@Test
	void anAnnotationOnAMethodProtectsThatMethodAlone() {
		assertThat(attempts(OnMethod.class, OnMethod::charge)).isEqualTo(3);
		assertThat(attempts(OnMethod.class, OnMethod::other)).isEqualTo(1);
	}

	@Test
	void anAnnotationOnAClassProtectsItsPublicMethodsOnly() {
		assertThat(attempts(OnClass.class, OnClass::charge)).isEqualTo(3);
		assertThat(attempts(OnClass.class, OnClass::packagePrivate)).isEqualTo(1);
		assertThat(attempts(OnClass.class, OnClass::protectedOne)).isEqualTo(1);
	}

	@Test
	void packagePrivateAndProtectedMethodsCanBeAnnotatedThemselves() {
		assertThat(attempts(NotPublic.class, NotPublic::packagePrivate)).isEqualTo(3);
		assertThat(attempts(NotPublic.class, NotPublic::protectedOne)).isEqualTo(3);
	}

	@Test
	void theMethodsOfObjectAreNeverProtected() {
		assertThat(attempts(WithToString.class, Object::toString)).isEqualTo(1);
	}

	static <T> int attempts(Class<T> type, Consumer<? super T> call) {
		Script script = Script.failing();
		Contexts.runnerWithRetry().withBean(Script.class, () -> script).withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			T bean = context.getBean(type);
			assertThatException().isThrownBy(() -> call.accept(bean));
		});
		return script.calls();
	}

	static class OnMethod {

		private final Script script;

		OnMethod(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public void charge() {
			this.script.play();
		}

		public void other() {
			this.script.play();
		}

	}

	@Retryable("payments")
	static class OnClass {

		final Script script;

		OnClass(Script script) {
			this.script = script;
		}

		public void charge() {
			this.script.play();
		}

		void packagePrivate() {
			this.script.play();
		}

		protected void protectedOne() {
			this.script.play();
		}

	}

	static class NotPublic {

		private final Script script;

		NotPublic(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		void packagePrivate() {
			this.script.play();
		}

		@Retryable("payments")
		protected void protectedOne() {
			this.script.play();
		}

	}

	@Retryable("payments")
	static class WithToString {

		private final Script script;

		WithToString(Script script) {
			this.script = script;
		}

		@Override
		public String toString() {
			return this.script.play();
		}

	}

}
