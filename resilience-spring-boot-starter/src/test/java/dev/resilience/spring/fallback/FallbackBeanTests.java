package dev.resilience.spring.fallback;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/** Fallbacks that stand in another bean, and those of clients that have no class. */
class FallbackBeanTests {

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry();

	@Test
	void anotherBeanCanHaveTheFallback() {
		this.runner.withBean(Client.class).withBean(Cache.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Client.class).quote("a")).isEqualTo("cached a");
		});
	}

	@Test
	void theOtherBeanMayBeNamedByItsInterface() {
		this.runner.withBean(OfInterface.class)
			.withBean(Cache.class)
			.run((context) -> assertThat(context.getBean(OfInterface.class).quote("a")).isEqualTo("cached a"));
	}

	@Test
	void theOtherBeanIsMadeWhenItIsNeeded() {
		this.runner.withBean(Client.class).withUserConfiguration(LazyCache.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("cache")).isFalse();
			assertThat(context.getBean(Client.class).quote("a")).isEqualTo("cached a");
		});
	}

	@Test
	void theOtherBeansOwnProtectionHolds() {
		Script script = Script.answering("second").first(new IllegalStateException("first"));
		this.runner.withBean(Script.class, () -> script)
			.withBean(OfProtected.class)
			.withBean(ProtectedCache.class)
			.run((context) -> assertThat(context.getBean(OfProtected.class).quote()).isEqualTo("second"));
	}

	@Test
	void aMissingBeanStopsTheStart() {
		assertThat(Contexts.mistakes(this.runner.withBean(Client.class))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Client#quote", "Cache", "no such bean"));
	}

	@Test
	void severalBeansOfTheClassStopTheStart() {
		assertThat(Contexts
			.mistakes(this.runner.withBean(Client.class).withBean("one", Cache.class).withBean("two", Cache.class)))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("several", "one", "two"));
	}

	@Test
	void ofSeveralBeansThePrimaryOneAnswers() {
		this.runner.withBean(Client.class)
			.withBean("one", Cache.class)
			.withBean("two", Cache.class, () -> new Cache("primary"), (definition) -> definition.setPrimary(true))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Client.class).quote("a")).isEqualTo("primary a");
			});
	}

	@Test
	void aPrivateMethodOfTheOtherBeanIsOutOfReach() {
		assertThat(Contexts.mistakes(this.runner.withBean(OfPrivate.class).withBean(Cache.class))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("'hidden'",
					"String hidden(String) is private in " + Cache.class.getName()));
	}

	@Test
	void aClientWithoutAClassHasItsFallbackInADefaultMethodOfItsInterface() {
		this.runner.withUserConfiguration(HandMade.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Quotes.class).quote("a")).isEqualTo("default a");
		});
	}

	@Test
	void aClientWithoutAClassMayBeOfAGenericInterface() {
		this.runner.withUserConfiguration(HandMadeOfGeneric.class).run((context) -> {
			assertThat(context).hasNotFailed();
			GenericQuotes<?> quotes = context.getBean(GenericQuotes.class);
			assertThat(quotes).extracting((bean) -> quote(bean, "a")).isEqualTo(List.of("default a"));
		});
	}

	@Test
	void aClientWithoutAClassCanHaveAFallbackValueOfAGenericType() {
		this.runner
			.withPropertyValues("resilience.policies.payments.fallback.value[0].text=one",
					"resilience.policies.payments.fallback.value[1].text=two")
			.withUserConfiguration(HandMadeOfAll.class)
			.run((context) -> assertThat(context.getBean(AllQuotes.class).all()).extracting(Quote::text)
				.containsExactly("one", "two"));
	}

	@SuppressWarnings("unchecked")
	private static List<String> quote(GenericQuotes<?> quotes, String name) {
		return ((GenericQuotes<String>) quotes).quote(name);
	}

	record Quote(String text) {
	}

	static class Client {

		@Fallback(bean = Cache.class, method = "cached")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class OfInterface {

		@Fallback(bean = QuoteCache.class, method = "cached")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class OfPrivate {

		@Fallback(bean = Cache.class, method = "hidden")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	interface QuoteCache {

		String cached(String name);

	}

	static class Cache implements QuoteCache {

		private final String prefix;

		Cache() {
			this("cached");
		}

		Cache(String prefix) {
			this.prefix = prefix;
		}

		@Override
		public String cached(String name) {
			return this.prefix + " " + name;
		}

		private String hidden(String name) {
			return name;
		}

		String useHidden() {
			return hidden("");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyCache {

		@Bean
		@Lazy
		Cache cache() {
			return new Cache();
		}

	}

	static class OfProtected {

		@Fallback(bean = ProtectedCache.class, method = "cached")
		public String quote() {
			throw new IllegalStateException("down");
		}

	}

	static class ProtectedCache {

		private final Script script;

		ProtectedCache(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public String cached() {
			return this.script.play();
		}

	}

	public interface Quotes {

		@Fallback(method = "instead")
		String quote(String name);

		default String instead(String name, Throwable failure) {
			return "default " + name;
		}

	}

	public interface GenericQuotes<T> {

		@Fallback(method = "instead")
		List<T> quote(T name);

		@SuppressWarnings("unchecked")
		default List<T> instead(T name, Throwable failure) {
			return (List<T>) List.of("default " + name);
		}

	}

	public interface AllQuotes {

		@Fallback("payments")
		List<Quote> all();

	}

	@Configuration(proxyBeanMethods = false)
	static class HandMade {

		@Bean
		Quotes quotes() {
			return failing(Quotes.class);
		}

		private static <T> T failing(Class<T> type) {
			InvocationHandler handler = (proxy, method, args) -> {
				if (method.isDefault()) {
					return InvocationHandler.invokeDefault(proxy, method, args);
				}
				if (method.getDeclaringClass() == Object.class) {
					return method.invoke("client", args);
				}
				throw new IllegalStateException("down");
			};
			return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandMadeOfAll {

		@Bean
		AllQuotes allQuotes() {
			return HandMade.failing(AllQuotes.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandMadeOfGeneric {

		@Bean
		@SuppressWarnings("unchecked")
		GenericQuotes<String> quotes() {
			return HandMade.failing(GenericQuotes.class);
		}

	}

}
