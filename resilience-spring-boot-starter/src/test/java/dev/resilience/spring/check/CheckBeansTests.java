package dev.resilience.spring.check;

import java.nio.file.Path;

import dev.resilience.check.BackendCheck;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.WebApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.web.context.annotation.RequestScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Which beans are taken for checks. */
class CheckBeansTests {

	@TempDir
	private Path directory;

	@Test
	void thoseOfAParentContextToo() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(Search.class);
				ConfigurableApplicationContext child = Contexts.application(Orders.class)
					.parent(parent)
					.run(Contexts.arguments(this.directory, "resilience.checks.required-at-start: [search, orders]"))) {
			assertThat(child.getBean(CheckBeans.class).checks().names()).containsExactly("orders", "search");
		}
	}

	@Test
	void aBeanMethodThatReturnsNullMakesNoCheck() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, "", Orders.class, Absent.class)) {
			assertThat(context.getBean(CheckBeans.class).checks().names()).containsExactly("orders");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { OfARequest.class, ProxyOfARequest.class })
	void oneThatIsThereDuringRequestsOnlyIsAMistake(Class<?> source) {
		assertThat(catchThrowable(() -> new WebApplication(this.directory, "", source).close()))
			.hasStackTraceContaining("The bean 'session' is a BackendCheck of a scope that is not active at the start. "
					+ "Make it a singleton: checks run where there is no request and no session.");
	}

	@Configuration(proxyBeanMethods = false)
	static class Search {

		@Bean
		BackendCheck searchCheck() {
			return BackendCheck.of("search", () -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Orders {

		@Bean
		BackendCheck ordersCheck() {
			return BackendCheck.of("orders", () -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Absent {

		@Bean
		@Nullable BackendCheck absent() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfARequest {

		@Bean
		@Scope("request")
		BackendCheck session() {
			return BackendCheck.of("session", () -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyOfARequest {

		@Bean
		@RequestScope
		BackendCheck session() {
			return BackendCheck.of("session", () -> {
			});
		}

	}

}
