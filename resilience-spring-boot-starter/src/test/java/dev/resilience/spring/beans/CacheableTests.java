package dev.resilience.spring.beans;

import dev.resilience.CircuitOpenException;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Beside {@code @Cacheable}, which is inside of ours unless it is told otherwise. */
class CacheableTests {

	private final Script script = Script.answering("fresh");

	private ApplicationContextRunner application(boolean classProxies, Class<?> order) {
		return Contexts.runner()
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean(Script.class, () -> this.script)
			.withBean(ConcurrentMapCacheManager.class)
			.withUserConfiguration(order)
			.withBean(Shop.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatALaterAttemptBringsIsCached(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			this.script.first(new IllegalStateException("down"));
			assertThat(context.getBean(Prices.class).retried("x")).isEqualTo("fresh");
			assertThat(context.getBean(Prices.class).retried("x")).isEqualTo("fresh");
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anOpenCircuitRefusesWhatTheCacheHas(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			Prices prices = context.getBean(Prices.class);
			prices.guarded("x");
			open(context);
			assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> prices.guarded("x"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAnswerOfTheCacheIsAVoteOfSuccess(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			context.getBean(Prices.class).guarded("x");
			context.getBean(Prices.class).guarded("x");
			assertThat(this.script.calls()).isEqualTo(1);
			assertThat(EveryPolicy.totals(context, "guarded").succeeded()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatAFallbackAnswersIsNotCached(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			this.script.first(new IllegalStateException("down"));
			assertThat(context.getBean(Prices.class).answered("x")).isEqualTo("stale");
			assertThat(context.getBean(Prices.class).answered("x")).isEqualTo("fresh");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCacheOfHigherPrecedenceAnswersPastAnOpenCircuit(boolean classProxies) {
		application(classProxies, Outside.class).run((context) -> {
			Prices prices = context.getBean(Prices.class);
			prices.guarded("x");
			open(context);
			assertThat(prices.guarded("x")).isEqualTo("fresh");
			assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> prices.guarded("y"));
			assertThat(EveryPolicy.totals(context, "guarded").succeeded()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCacheOfHigherPrecedenceKeepsWhatAFallbackAnswers(boolean classProxies) {
		application(classProxies, Outside.class).run((context) -> {
			this.script.first(new IllegalStateException("down"));
			assertThat(context.getBean(Prices.class).answered("x")).isEqualTo("stale");
			assertThat(context.getBean(Prices.class).answered("x")).isEqualTo("stale");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void allFourTogetherHoldTheirOrder(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			Prices prices = context.getBean(Prices.class);
			this.script.first(new IllegalStateException("1"), new IllegalStateException("2"),
					new IllegalStateException("3"));
			assertThat(prices.price("x")).isEqualTo("stale");
			assertThat(prices.price("x")).isEqualTo("fresh");
			assertThat(prices.price("x")).isEqualTo("fresh");
			assertThat(this.script.calls()).isEqualTo(4);
		});
	}

	private static void open(ApplicationContext context) {
		context.getBean(Circuits.class).get("guarded").forceOpen();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Inside {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(order = 0)
	static class Outside {

	}

	interface Prices {

		String retried(String sku);

		String guarded(String sku);

		String answered(String sku);

		String price(String sku);

	}

	@Cacheable(cacheNames = "prices", key = "#root.methodName + #root.args[0]")
	static class Shop implements Prices {

		private final Script script;

		Shop(Script script) {
			this.script = script;
		}

		@Override
		@Retryable("retried")
		public String retried(String sku) {
			return this.script.play();
		}

		@Override
		@CircuitProtected("guarded")
		@TimeLimited("limited")
		public String guarded(String sku) {
			return this.script.play();
		}

		@Override
		@Fallback(method = "stale")
		public String answered(String sku) {
			return this.script.play();
		}

		@Override
		@Resilient("quotes")
		@Fallback(method = "stale")
		public String price(String sku) {
			return this.script.play();
		}

		private String stale() {
			return "stale";
		}

	}

}
