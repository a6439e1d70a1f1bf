package dev.resilience.test.example;

import java.net.ConnectException;
import java.time.Duration;

import dev.resilience.annotation.Resilient;
import dev.resilience.circuit.Circuits;
import dev.resilience.test.Faults;
import dev.resilience.test.HttpFault;
import dev.resilience.test.RecordedAttempts;
import dev.resilience.test.ResilienceClock;
import dev.resilience.test.ResilienceTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static dev.resilience.test.ResilienceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/testing.md, as they stand there. */
@SpringBootTest(classes = CheckoutTests.Application.class,
		properties = "resilience.policies.payments.circuit.failure-threshold=5")
@ResilienceTest
class CheckoutTests {

	@Autowired
	Checkout checkout;

	@Autowired
	Faults faults;

	@Autowired
	RecordedAttempts attempts;

	@Autowired
	ResilienceClock clock;

	@Autowired
	Circuits circuits;

	@Test
	void triesAgainWhenTheConnectionFails() {
		this.faults.on("payments").fail(2, ConnectException.class);
		assertThat(this.checkout.pay("order 7")).isEqualTo("paid");
		assertThat(this.attempts.of("payments")).hasSize(3);
	}

	@Test
	void asksForPatienceWhileTheCircuitIsOpen() {
		this.faults.on("payments").fail(HttpFault.status(503));
		for (int i = 0; i < 5; i++) {
			this.checkout.pay("order 7");
		}
		assertThat(this.circuits.get("payments")).isOpen().becauseOf("5 consecutive failures");

		this.faults.clear();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.checkout.pay("order 7")).isEqualTo("paid");
	}

	@Test
	void asksForPatienceWhenThePaymentHangs() {
		this.faults.on("payments").hang();
		assertThat(this.checkout.pay("order 7")).isEqualTo("please try again");
	}

	@Nested
	class WithTheCircuitForcedOpen {

		@Test
		void asksForPatience() {
			CheckoutTests.this.circuits.get("payments").forceOpen();
			assertThat(CheckoutTests.this.checkout.pay("order 7")).isEqualTo("please try again");
			assertThat(CheckoutTests.this.attempts.all()).isEmpty();
		}

		@Test
		void beginsAfreshAsWell() {
			assertThat(CheckoutTests.this.circuits.get("payments")).isClosed();
			assertThat(CheckoutTests.this.clock.waits()).isEmpty();
		}

	}

	static class Checkout {

		private final Payments payments;

		Checkout(Payments payments) {
			this.payments = payments;
		}

		String pay(String order) {
			try {
				return this.payments.pay(order);
			}
			catch (Exception failure) {
				return "please try again";
			}
		}

	}

	static class Payments {

		@Resilient("payments")
		String pay(String order) {
			return "paid";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Payments payments() {
			return new Payments();
		}

		@Bean
		Checkout checkout(Payments payments) {
			return new Checkout(payments);
		}

	}

}
