package dev.resilience.spring.async;

import java.util.concurrent.CompletableFuture;

import dev.resilience.Resilience;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import dev.resilience.spring.support.Warnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** A future whose outcome nobody follows, because the method does not declare it. */
class UndeclaredFutureTests {

	private final Script script = Script.answering("answer");

	private final Warnings warnings = Warnings.listen();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.circuit.failure-threshold=5")
		.withBean(Client.class, () -> new Client(this.script));

	@AfterEach
	void stopListening() {
		this.warnings.close();
	}

	@Test
	void isASuccessAndIsToldOfOnceByTheNameOfTheMethod() {
		this.script.first(CompletableFuture.failedFuture(new IllegalStateException("later")),
				Mono.error(new IllegalStateException("later")));
		this.runner.run((context) -> {
			Client client = context.getBean(Client.class);
			assertThat(client.anything()).isInstanceOf(CompletableFuture.class);
			assertThat(client.anything()).isInstanceOf(Mono.class);
			assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().succeeded()).isEqualTo(2);
		});
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.contains("UndeclaredFutureTests$Client#anything returned a "
					+ "java.util.concurrent.CompletableFuture where java.lang.Object is declared");
	}

	@Test
	void isToldOfWhereATypeVariableHidesItAndWhereCodeReturnsIt() {
		this.script.first(CompletableFuture.completedFuture("x"));
		this.runner.run((context) -> {
			context.getBean(Client.class).<CompletableFuture<String>>variable();
			context.getBean(Resilience.class).policy("payments").call(() -> Mono.just("x"));
		});
		assertThat(this.warnings.messages()).hasSize(2)
			.anySatisfy((warning) -> assertThat(warning).contains("Client#variable returned a"))
			.anySatisfy((warning) -> assertThat(warning)
				.startsWith("Work under policy 'payments' returned a reactor.core.publisher.MonoJust"));
	}

	@Test
	void nothingIsToldOfOtherResults() {
		this.runner.run((context) -> assertThat(context.getBean(Client.class).anything()).isEqualTo("answer"));
		assertThat(this.warnings.messages()).isEmpty();
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@CircuitProtected("payments")
		public Object anything() {
			return this.script.play();
		}

		@CircuitProtected("payments")
		public <T> T variable() {
			return this.script.play();
		}

	}

}
