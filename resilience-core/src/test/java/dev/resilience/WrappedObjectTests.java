package dev.resilience;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.resilience.fallback.EmptyValue;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrappedObjectTests {

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.time(new ManualTime())
		.policy(PolicySpec.builder("backend").retry(RetrySpec.builder().maxAttempts(2).build()).build())
		.policy(PolicySpec.builder("empty").fallback(FallbackSpec.of(EmptyValue.INSTANCE)).build())
		.build();

	private final AtomicInteger made = new AtomicInteger();

	@Test
	void isMadeWithTheFirstCall() throws IOException {
		Backend backend = wrap(new Healthy());
		assertThat(backend).isEqualTo(backend).isNotEqualTo(new Healthy()).hasSameHashCodeAs(backend);
		assertThat(backend.toString()).contains(Backend.class.getName());
		assertThat(this.made).hasValue(0);

		assertThat(backend.find("a")).isEqualTo(List.of("a"));
		assertThat(backend.find("b")).isEqualTo(List.of("b"));

		assertThat(this.made).hasValue(1);
	}

	@Test
	void isMadeAgainByARetryWhereMakingItFailed() throws IOException {
		Backend backend = this.engine.policy("backend").wrap(Backend.class, () -> {
			if (this.made.incrementAndGet() == 1) {
				throw new IllegalStateException();
			}
			return new Healthy();
		});

		assertThat(backend.find("a")).isEqualTo(List.of("a"));
		assertThat(this.made).hasValue(2);
	}

	@Test
	void throwsTheSameInstance() {
		IOException failure = new IOException();
		Backend backend = wrap((name) -> {
			throw failure;
		});

		assertThatThrownBy(() -> backend.find("a")).isSameAs(failure);
	}

	@Test
	void hasItsDefaultMethods() throws IOException {
		assertThat(wrap(new Healthy()).count("a")).isOne();
	}

	@Test
	void answersWithTheReturnTypeOfTheMethod() throws IOException {
		Backend backend = this.engine.policy("empty").wrap(Backend.class, () -> (name) -> {
			throw new IOException();
		});

		assertThat(backend.find("a")).isEmpty();
		assertThat(backend.count("a")).isZero();
	}

	@Test
	void mayHaveAPublicInterfaceOfTheJdk() {
		@SuppressWarnings("unchecked")
		Supplier<String> supplier = this.engine.policy("backend").wrap(Supplier.class, () -> () -> "done");

		assertThat(supplier.get()).isEqualTo("done");
	}

	@Test
	void isRefusedForAClass() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.engine.policy("backend").wrap(Healthy.class, Healthy::new))
			.withMessageContaining(Healthy.class.getName())
			.withMessageContaining("only an interface");
	}

	@ParameterizedTest
	@ValueSource(classes = { Later.class, Sometime.class, Stream.class })
	void isRefusedWhereNobodyCouldGiveTheCallerSuchAnObject(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.engine.policy("backend").wrap(type, () -> null))
			.withMessageContaining(type.getName() + "#find");
	}

	private Backend wrap(Backend backend) {
		return this.engine.policy("backend").wrap(Backend.class, () -> {
			this.made.incrementAndGet();
			return backend;
		});
	}

	@FunctionalInterface
	interface Backend {

		List<String> find(String name) throws IOException;

		default int count(String name) throws IOException {
			return find(name).size();
		}

	}

	interface Later {

		ScheduledFuture<String> find();

	}

	interface Sometime {

		Own find();

	}

	static class Own extends CompletableFuture<String> {

	}

	interface Stream {

		Flow.Publisher<String> find();

	}

	static final class Healthy implements Backend {

		@Override
		public List<String> find(String name) {
			return List.of(name);
		}

	}

}
