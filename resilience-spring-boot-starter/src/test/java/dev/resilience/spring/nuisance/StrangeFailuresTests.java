package dev.resilience.spring.nuisance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.spring.nuisance.Backend.Work;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Failures that are hard to handle come out of protected methods of every form: the
 * caller gets the very failure, and nothing is missing afterwards.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangeFailuresTests {

	@TempDir
	private static Path directory;

	private static Application application;

	private final AtomicReference<Throwable> thrown = new AtomicReference<>();

	private final AtomicInteger attempts = new AtomicInteger();

	@BeforeAll
	static void start() {
		application = new Application(directory, Beans.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	static Stream<Arguments> everyFailureInEveryForm() {
		return Arrays.stream(Strange.values())
			.flatMap((failure) -> Arrays.stream(Form.values()).map((form) -> Arguments.of(failure, form)));
	}

	@ParameterizedTest
	@MethodSource("everyFailureInEveryForm")
	void comesOutAsItWasThrownAndOnlyAnErrorIsNotTriedAgain(Strange failure, Form form) throws Throwable {
		application.begin(form);
		Throwable got = application.failure(form, happening(failure));
		assertThat(got == this.thrown.get()).as("the very failure, not " + got.getClass()).isTrue();
		assertThat(this.attempts).hasValue(failure.isError() ? 1 : 2);
		application.assertUnharmed(form);
	}

	@ParameterizedTest
	@MethodSource("everyFailureInEveryForm")
	void aProbeThatFailsSoGivesItsPlaceBack(Strange failure, Form form) throws Throwable {
		application.beginHalfOpen(form);
		Throwable got = application.failure(form, happening(failure));
		assertThat(got == this.thrown.get()).as("the very failure, not " + got.getClass()).isTrue();
		if (failure.isError()) {
			assertThat(application.circuit(form).state()).as("an error has no vote").isEqualTo(CircuitState.HALF_OPEN);
		}
		application.assertUnharmed(form);
	}

	@ParameterizedTest
	@EnumSource
	void isAnsweredByAFallbackUnlessItIsNoException(Strange failure) throws Throwable {
		Predicate<Strange> answered = (one) -> !one.isError() && one != Strange.OF_NO_KNOWN_KIND;
		try {
			assertThat(application.backend().answered(happening(failure))).isEqualTo("instead");
			assertThat(answered).accepts(failure);
		}
		catch (Throwable got) {
			if (got instanceof AssertionError && got != this.thrown.get()) {
				throw got;
			}
			assertThat(got == this.thrown.get()).isTrue();
			assertThat(answered).rejects(failure);
		}
	}

	private Work happening(Strange failure) {
		return () -> {
			this.attempts.incrementAndGet();
			try {
				failure.happen();
				return "nothing happened";
			}
			catch (Throwable happened) {
				this.thrown.set(happened);
				throw happened;
			}
		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Backend backend() {
			return new Backend();
		}

		@Bean
		ObservationRegistry observations() {
			return TestObservationRegistry.create();
		}

		@Bean
		Predicate<Object> refused() {
			return (result) -> false;
		}

	}

}
