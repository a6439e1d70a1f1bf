package dev.resilience.spring.aot;

import java.net.ConnectException;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.check.BackendCheck;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Which beans there are after a start from what was generated ahead of time. */
@CompileWithForkedClassLoader
class AheadOfTimeBeansTests {

	private static final Map<String, Object> ATTEMPTS = Map.of("resilience.policies.quotes.retry.max-attempts", 3,
			"resilience.policies.quotes.retry.backoff.delay", "1ms");

	@Test
	void beansAreProtectedHoweverTheyAreDeclared() {
		new AheadOfTime(ATTEMPTS, Declared.class).start(ATTEMPTS, (context) -> {
			assertThat(context.getBeanNamesForType(QuoteService.class)).containsExactlyInAnyOrder("byMethod",
					"prototype", "lazy", "made");
			context.getBeansOfType(QuoteService.class)
				.forEach((name, quotes) -> assertThat(quotes.quote("books")).as(name)
					.isEqualTo("stored for books after 3"));
		});
	}

	@Test
	void noBeanOfOursGetsLost() {
		Map<String, Object> exposed = Map.of("management.endpoints.web.exposure.include", "circuits");
		Map<String, Class<?>> usual = new TreeMap<>();
		try (AnnotationConfigApplicationContext context = AheadOfTime.context(exposed)) {
			context.refresh();
			usual.putAll(ours(context));
		}
		assertThat(usual).hasSizeGreaterThan(10).containsKeys("resilienceStartupCheck", "circuitsEndpoint");
		new AheadOfTime(exposed).start(Map.of(), (context) -> assertThat(ours(context)).isEqualTo(usual));
	}

	@Test
	void aBackendThatTheStartNeedsStopsIt() {
		assertThat(failureOfStart("vector-store")).hasStackTraceContaining("are not reachable: vector-store");
	}

	@Test
	void aNameThatNoCheckHasStopsTheStart() {
		assertThat(failureOfStart("vektor-store")).hasStackTraceContaining("Did you mean vector-store?");
	}

	private static Throwable failureOfStart(String required) {
		AheadOfTime processed = new AheadOfTime(Map.of(), Stores.class);
		return catchThrowable(
				() -> processed.start(Map.of("resilience.checks.required-at-start", required), (context) -> {
				}));
	}

	private static Map<String, Class<?>> ours(GenericApplicationContext context) {
		Map<String, Class<?>> ours = new TreeMap<>();
		for (String name : context.getBeanDefinitionNames()) {
			Class<?> type = context.getBean(name).getClass();
			if (type.getName().startsWith("dev.resilience.") && type != AheadOfTime.Starter.class) {
				ours.put(name, type);
			}
		}
		return ours;
	}

	static class QuoteService {

		private int calls;

		@Retryable("quotes")
		@Fallback(method = "stored")
		public String quote(String article) {
			this.calls++;
			throw new IllegalStateException("down");
		}

		String stored(String article) {
			return "stored for " + article + " after " + this.calls;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Stores {

		@Bean
		BackendCheck storeCheck() {
			return BackendCheck.of("vector-store", () -> {
				throw new ConnectException();
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Declared {

		@Bean
		QuoteService byMethod() {
			return new QuoteService();
		}

		@Bean
		@Scope("prototype")
		static QuoteService prototype() {
			return new QuoteService();
		}

		@Bean
		@Lazy
		QuoteService lazy() {
			return new QuoteService();
		}

		@Bean
		QuoteFactory made() {
			return new QuoteFactory();
		}

	}

	static class QuoteFactory implements FactoryBean<QuoteService> {

		@Override
		public QuoteService getObject() {
			return new QuoteService();
		}

		@Override
		public Class<?> getObjectType() {
			return QuoteService.class;
		}

	}

}
