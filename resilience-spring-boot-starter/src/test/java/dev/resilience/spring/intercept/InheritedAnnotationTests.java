package dev.resilience.spring.intercept;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import static dev.resilience.spring.intercept.AnnotationPlacesTests.attempts;
import static org.assertj.core.api.Assertions.assertThat;

/** Annotations that stand on what a class extends or implements. */
class InheritedAnnotationTests {

	@Test
	void anAnnotationOnAnInterfaceProtectsTheMethodsOfItsImplementation() {
		assertThat(attempts(OfAnnotatedInterface.class, OfAnnotatedInterface::charge)).isEqualTo(3);
	}

	@Test
	void anAnnotationOnAnInterfaceMethodProtectsItsImplementation() {
		assertThat(attempts(OfInterfaceMethod.class, OfInterfaceMethod::charge)).isEqualTo(3);
		assertThat(attempts(OfInterfaceMethod.class, OfInterfaceMethod::refund)).isEqualTo(1);
	}

	@Test
	void anAnnotationOnASuperclassMethodProtectsWhatOverridesIt() {
		assertThat(attempts(Overriding.class, Overriding::charge)).isEqualTo(3);
	}

	@Test
	void anAnnotationOnASuperclassMethodProtectsWhatInheritsIt() {
		assertThat(attempts(Inheriting.class, Inheriting::charge)).isEqualTo(3);
	}

	@Test
	void anAnnotationOnASuperclassProtectsTheSubclassesMethods() {
		assertThat(attempts(OfAnnotatedClass.class, OfAnnotatedClass::charge)).isEqualTo(3);
		assertThat(attempts(OfAnnotatedClass.class, OfAnnotatedClass::own)).isEqualTo(3);
	}

	@Test
	void anAnnotationOnAnAbstractMethodProtectsItsImplementation() {
		assertThat(attempts(Concrete.class, Concrete::charge)).isEqualTo(3);
		assertThat(attempts(Concrete.class, AbstractClient::template)).isEqualTo(3);
	}

	@Test
	void anAnnotationOnADefaultMethodOfAnInterfaceProtectsIt() {
		assertThat(attempts(WithDefault.class, WithDefault::twice)).isEqualTo(3);
	}

	@Test
	void aMethodThatAnInterfaceAnnotatesAndASuperclassImplementsIsProtected() {
		assertThat(attempts(ImplementedAbove.class, ImplementedAbove::charge)).isEqualTo(3);
	}

	@Retryable("payments")
	interface AnnotatedInterface {

		void charge();

	}

	static class OfAnnotatedInterface implements AnnotatedInterface {

		private final Script script;

		OfAnnotatedInterface(Script script) {
			this.script = script;
		}

		@Override
		public void charge() {
			this.script.play();
		}

	}

	interface Payments {

		@Retryable("payments")
		void charge();

		void refund();

	}

	static class OfInterfaceMethod implements Payments {

		private final Script script;

		OfInterfaceMethod(Script script) {
			this.script = script;
		}

		@Override
		public void charge() {
			this.script.play();
		}

		@Override
		public void refund() {
			this.script.play();
		}

	}

	static class Overriding extends AnnotationPlacesTests.OnMethod {

		private final Script script;

		Overriding(Script script) {
			super(script);
			this.script = script;
		}

		@Override
		public void charge() {
			this.script.play();
		}

	}

	static class Inheriting extends AnnotationPlacesTests.OnMethod {

		Inheriting(Script script) {
			super(script);
		}

	}

	static class OfAnnotatedClass extends AnnotationPlacesTests.OnClass {

		OfAnnotatedClass(Script script) {
			super(script);
		}

		public void own() {
			this.script.play();
		}

	}

	abstract static class AbstractClient {

		@Retryable("payments")
		public abstract void charge();

		@Retryable("payments")
		public void template() {
			charge();
		}

	}

	static class Concrete extends AbstractClient {

		private final Script script;

		Concrete(Script script) {
			this.script = script;
		}

		@Override
		public void charge() {
			this.script.play();
		}

	}

	interface Doubling {

		Script script();

		@Retryable("payments")
		default void twice() {
			script().play();
		}

	}

	static class WithDefault implements Doubling {

		private final Script script;

		WithDefault(Script script) {
			this.script = script;
		}

		@Override
		public Script script() {
			return this.script;
		}

	}

	static class Plain {

		private final Script script;

		Plain(Script script) {
			this.script = script;
		}

		public void charge() {
			this.script.play();
		}

	}

	interface Charging {

		@Retryable("payments")
		void charge();

	}

	static class ImplementedAbove extends Plain implements Charging {

		ImplementedAbove(Script script) {
			super(script);
		}

	}

}
