package dev.resilience.spring.beans;

import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests of users that put a mock or a spy in the place of a protected bean. */
@SpringBootTest(classes = MockedBeanTests.Application.class,
		properties = { "resilience.policies.retried.retry.max-attempts=3", "resilience.policies.guarded.circuit=",
				"resilience.policies.limited.time-limit=", "resilience.policies.quotes.retry=" })
class MockedBeanTests {

	@MockitoBean("mocked")
	private QuoteClient mocked;

	@MockitoSpyBean("spied")
	private QuoteClient spied;

	@Autowired
	private Backend backend;

	@Test
	void aMockTakesThePlaceOfAProtectedBean() {
		Mockito.when(this.mocked.retried("x")).thenReturn("mocked");
		assertThat(this.mocked.retried("x")).isEqualTo("mocked");
	}

	@Test
	void aSpyOfAProtectedBeanIsProtected(@Autowired ApplicationContext context) {
		assertThatIllegalStateException().isThrownBy(() -> context.getBean("spied", QuoteClient.class).retried("x"));
		assertThat(this.backend.calls()).isEqualTo(3);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, ResilienceAutoConfiguration.class })
	static class Application {

		@Bean
		Backend backend() {
			return new Backend();
		}

		@Bean
		QuoteClient mocked(Backend backend) {
			return new QuoteClient(backend);
		}

		@Bean
		QuoteClient spied(Backend backend) {
			return new QuoteClient(backend);
		}

	}

}
