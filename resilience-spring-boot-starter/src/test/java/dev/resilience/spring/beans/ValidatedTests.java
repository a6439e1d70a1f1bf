package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Beside {@code @Validated}, which is the innermost unless it is told otherwise. */
class ValidatedTests {

	private final Script script = Script.answering("");

	private ApplicationContextRunner application(boolean classProxies) {
		return Contexts.runner()
			.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean(Script.class, () -> this.script)
			.withBean(Shop.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anInvalidArgumentIsNotTriedAgainAndDoesNotReachTheMethod(boolean classProxies) {
		application(classProxies).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThat(AopUtils.isCglibProxy(orders)).isEqualTo(classProxies);
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> orders.retried(""));
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> orders.limited(""));
			assertThat(this.script.calls()).isZero();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anInvalidResultIsNotTriedAgain(boolean classProxies) {
		application(classProxies).run((context) -> {
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> context.getBean(Orders.class).retried("x"));
			assertThat(this.script.calls()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anInvalidArgumentIsSeenByTheCircuitButHasNoVote(boolean classProxies) {
		application(classProxies).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> orders.guarded(""));
			}
			Totals totals = EveryPolicy.totals(context, "guarded");
			assertThat(totals.ignored()).isEqualTo(3);
			assertThat(totals.failed()).isZero();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anInvalidArgumentIsAnsweredByTheFallbackWhichIsNotValidatedItself(boolean classProxies) {
		application(classProxies).run((context) -> {
			assertThat(context.getBean(Orders.class).answered("")).isEqualTo("ConstraintViolationException");
			assertThat(context.getBean(Orders.class).place("")).isEqualTo("ConstraintViolationException");
			assertThat(this.script.calls()).isZero();
			assertThat(EveryPolicy.totals(context, "quotes").ignored()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aValidationBeforeAllOthersRefusesBeforeAnyPolicy(boolean classProxies) {
		application(classProxies).withUserConfiguration(Outermost.class).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> orders.guarded(""));
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> orders.answered(""));
			assertThat(EveryPolicy.totals(context, "guarded").ignored()).isZero();
			assertThat(this.script.calls()).isZero();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Outermost {

		@Bean
		static MethodValidationPostProcessor methodValidation(Environment environment) {
			MethodValidationPostProcessor processor = new MethodValidationPostProcessor();
			processor
				.setProxyTargetClass(environment.getRequiredProperty("spring.aop.proxy-target-class", boolean.class));
			processor.setBeforeExistingAdvisors(true);
			return processor;
		}

	}

	interface Orders {

		@NotBlank
		String retried(@NotBlank String order);

		String guarded(@NotBlank String order);

		String limited(@NotBlank String order);

		String answered(@NotBlank String order);

		String place(@NotBlank String order);

	}

	@Validated
	static class Shop implements Orders {

		private final Script script;

		Shop(Script script) {
			this.script = script;
		}

		@Override
		@Retryable("retried")
		public String retried(String order) {
			return this.script.play();
		}

		@Override
		@CircuitProtected("guarded")
		public String guarded(String order) {
			return this.script.play();
		}

		@Override
		@TimeLimited("limited")
		public String limited(String order) {
			return this.script.play();
		}

		@Override
		@Fallback(method = "instead")
		public String answered(String order) {
			return this.script.play();
		}

		@Override
		@Resilient("quotes")
		@Fallback(method = "instead")
		public String place(String order) {
			return this.script.play();
		}

		public String instead(@NotBlank String order, Exception failure) {
			return failure.getClass().getSimpleName();
		}

	}

}
