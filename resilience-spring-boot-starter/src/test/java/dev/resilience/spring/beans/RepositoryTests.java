package dev.resilience.spring.beans;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.dao.DataAccessException;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.core.KeyValueTemplate;
import org.springframework.data.keyvalue.repository.KeyValueRepository;
import org.springframework.data.map.MapKeyValueAdapter;
import org.springframework.data.map.repository.config.EnableMapRepositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Repositories that Spring Data makes of interfaces. */
class RepositoryTests {

	/**
	 * Spring Data makes its own exceptions of what a store throws; the cause counts too.
	 */
	private static final String[] OF_THE_STORE = { "resilience.policies.stored.retry.max-attempts=2",
			"resilience.policies.stored.retry.retry-on=java.lang.IllegalStateException",
			"resilience.policies.found.retry.max-attempts=3",
			"resilience.policies.found.retry.retry-on=java.lang.IllegalStateException" };

	private final Backend backend = new Backend();

	@Nested
	class WithMethodsOfItsOwn extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Repositories.class).withPropertyValues(OF_THE_STORE);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return context.getBean(QuoteRepository.class);
		}

	}

	@Test
	void whatSpringDataImplementsIsProtectedByTheAnnotationOfTheRepository() {
		protectedRepository().run((context) -> {
			StoredQuotes stored = context.getBean(StoredQuotes.class);
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> stored.findById("x"));
			assertThat(this.backend.calls()).isEqualTo(3);
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> stored.existsById("x"));
			assertThat(this.backend.calls()).isEqualTo(5);
		});
	}

	@Test
	void aMistakeOfARepositoryStopsTheStart() {
		ApplicationContextRunner runner = Contexts.runner()
			.withBean(Backend.class, () -> this.backend)
			.withUserConfiguration(Repositories.class);
		assertThat(Contexts.mistakes(runner)).extracting(Mistake::toString)
			.allSatisfy((mistake) -> assertThat(mistake).contains("Quote", "there is no such policy"))
			.doesNotHaveDuplicates()
			.anyMatch((mistake) -> mistake.contains("AnnotatedQuotes#quote"))
			.anyMatch((mistake) -> mistake.contains("StoredQuotes names the policy"));
	}

	private ApplicationContextRunner protectedRepository() {
		return Contexts.runner()
			.withBean(Backend.class, () -> this.backend)
			.withUserConfiguration(Repositories.class)
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues(OF_THE_STORE);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMapRepositories(considerNestedRepositories = true,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE,
					classes = { QuoteRepository.class, StoredQuotes.class }))
	static class Repositories {

		/** A store that is down. */
		@Bean
		KeyValueTemplate mapKeyValueTemplate(Backend backend) {
			return new KeyValueTemplate(new MapKeyValueAdapter(new ConcurrentHashMap<String, Map<Object, Object>>()) {

				@Override
				public Object get(Object id, String keyspace) {
					return backend.ask(id.toString());
				}

				@Override
				public boolean contains(Object id, String keyspace) {
					return !backend.ask(id.toString()).isEmpty();
				}

			});
		}

	}

	record Quote(@Id String sku, String text) {
	}

	/**
	 * Its fragment has no annotation: that one is a bean too and would be protected as
	 * well.
	 */
	interface QuoteRepository extends KeyValueRepository<Quote, String>, QuoteSource, AnnotatedQuotes {

	}

	@Retryable("stored")
	interface StoredQuotes extends KeyValueRepository<Quote, String> {

		@Override
		@Retryable("found")
		Optional<Quote> findById(String sku);

	}

	interface QuoteSource extends Quotes {

	}

	/** Found by its name. */
	static class QuoteSourceImpl implements QuoteSource {

		private final Backend backend;

		QuoteSourceImpl(Backend backend) {
			this.backend = backend;
		}

		@Override
		public String retried(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String guarded(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String limited(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String answered(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String quote(String sku) {
			return this.backend.ask(sku);
		}

	}

}
