package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Beside method security, which is outside of ours unless it is told otherwise. */
class MethodSecurityTests {

	private final Script script = Script.failing();

	@BeforeEach
	void logIn() {
		as("ROLE_USER");
	}

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
	}

	private static void as(String role) {
		TestingAuthenticationToken user = new TestingAuthenticationToken("ada", "secret", role);
		SecurityContextHolder.getContext().setAuthentication(user);
	}

	private ApplicationContextRunner application(boolean classProxies, Class<?> order) {
		return Contexts.runner()
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean(Script.class, () -> this.script)
			.withUserConfiguration(order)
			.withBean(Shop.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallThatIsNotAllowedReachesNoPolicy(boolean classProxies) {
		application(classProxies, Outside.class).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::retried);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::guarded);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::limited);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::answered);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::place);
			assertThat(this.script.calls()).isZero();
			assertThat(votes(context, "guarded")).isZero();
			assertThat(votes(context, "quotes")).isZero();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallThatIsAllowedGoesThroughItsPolicies(boolean classProxies) {
		as("ROLE_ADMIN");
		application(classProxies, Outside.class).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThatIllegalStateException().isThrownBy(orders::retried);
			assertThat(this.script.calls()).isEqualTo(3);
			assertThatIllegalStateException().isThrownBy(orders::guarded);
			assertThat(votes(context, "guarded")).isEqualTo(1);
			assertThat(orders.answered()).isEqualTo("instead of IllegalStateException as ada");
			assertThat(orders.place()).isEqualTo("instead of IllegalStateException as ada");
			assertThat(this.script.calls()).isEqualTo(3 + 1 + 1 + 3);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRefusalInsideOfThePoliciesIsNotTriedAgainAndHasNoVote(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::retried);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::guarded);
			Totals totals = EveryPolicy.totals(context, "guarded");
			assertThat(totals.ignored()).isEqualTo(1);
			assertThat(totals.failed()).isZero();
			assertThat(orders.answered()).isEqualTo("instead of AuthorizationDeniedException as ada");
			assertThat(this.script.calls()).isZero();
		});
	}

	private static long votes(ApplicationContext context, String circuit) {
		Totals totals = EveryPolicy.totals(context, circuit);
		return totals.succeeded() + totals.failed() + totals.ignored() + totals.rejected();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class Outside {

	}

	/** {@code @PreAuthorize} stands at 200 from there, which is inside of ours. */
	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(offset = Ordered.LOWEST_PRECEDENCE - 250)
	static class Inside {

	}

	interface Orders {

		String retried();

		String guarded();

		String limited();

		String answered();

		String place();

	}

	@PreAuthorize("hasRole('ADMIN')")
	static class Shop implements Orders {

		private final Script script;

		Shop(Script script) {
			this.script = script;
		}

		@Override
		@Retryable("retried")
		public String retried() {
			return this.script.play();
		}

		@Override
		@CircuitProtected("guarded")
		public String guarded() {
			return this.script.play();
		}

		@Override
		@TimeLimited("limited")
		public String limited() {
			return this.script.play();
		}

		@Override
		@Fallback(method = "instead")
		public String answered() {
			return this.script.play();
		}

		@Override
		@Resilient("quotes")
		@Fallback(method = "instead")
		public String place() {
			return this.script.play();
		}

		private String instead(Exception failure) {
			return "instead of " + failure.getClass().getSimpleName() + " as "
					+ SecurityContextHolder.getContext().getAuthentication().getName();
		}

	}

}
