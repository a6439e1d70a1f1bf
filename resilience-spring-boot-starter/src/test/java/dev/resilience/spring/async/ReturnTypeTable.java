package dev.resilience.spring.async;

import java.util.function.Function;

import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import org.assertj.core.api.ThrowingConsumer;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Every return type under every kind of policy. */
abstract class ReturnTypeTable {

	final Acts acts = new Acts();

	static final String RETRIED = "retry.max-attempts=3";

	static final String GUARDED = "circuit.failure-threshold=5";

	static final String LIMITED = "time-limit.timeout=200ms";

	final void run(ThrowingConsumer<AllReturnTypes> test, String... policy) {
		run((client, context) -> test.accept(client), policy);
	}

	final void run(Test test, String... policy) {
		run(AllReturnTypes::new, test, policy);
	}

	final void run(Function<Acts, AllReturnTypes> bean, Test test, String... policy) {
		ApplicationContextRunner runner = Contexts.runner()
			.withBean("client", AllReturnTypes.class, () -> bean.apply(this.acts));
		for (String key : policy) {
			runner = runner.withPropertyValues("resilience.policies.payments." + key);
		}
		runner.run((context) -> {
			try {
				test.run(context.getBean(AllReturnTypes.class), context);
			}
			catch (Throwable failure) {
				throw (failure instanceof Error error) ? error : new IllegalStateException(failure);
			}
			finally {
				this.acts.release.countDown();
			}
		});
	}

	static Totals totals(ApplicationContext context) {
		return context.getBean(Circuits.class).get("payments").snapshot().totals();
	}

	@FunctionalInterface
	interface Test {

		void run(AllReturnTypes client, ApplicationContext context) throws Throwable;

	}

}
