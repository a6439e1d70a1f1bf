package dev.resilience.fallback;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.resilience.async.AsyncFixture;
import dev.resilience.async.ManualBackend;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureTypes;
import dev.resilience.policy.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The fallback of calls whose outcome comes later. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncFallbackTests {

	private AsyncFixture fixture = new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)
		.fallback(new FallbackSpec(FailureTypes.NONE, FailureTypes.of(IllegalStateException.class),
				(type) -> "instead")));

	/** Methods that return each of the types. */
	interface Backend {

		CompletableFuture<String> future();

		default CompletableFuture<? extends List<String>> wildcard() {
			return CompletableFuture.failedFuture(new IOException());
		}

	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void answersWhatTheFutureFailsWithAndWhatTheMethodThrows() throws Exception {
		assertThat(this.fixture.call(() -> CompletableFuture.failedFuture(new IOException())).get())
			.isEqualTo("instead");
		assertThat(this.fixture.<Object>call(() -> {
			throw new IOException();
		}).get()).isEqualTo("instead");
		assertThat(this.fixture.<Object>call(() -> null).get()).isEqualTo("instead");

		assertThat(this.fixture.policy().fallback().calls(FallbackOutcome.USED)).isEqualTo(3);
		assertThat(this.fixture.totals().failed()).isEqualTo(2);
	}

	@Test
	void answersARefusal() throws Exception {
		this.fixture.circuit().forceOpen();

		assertThat(this.fixture.call(new ManualBackend()).get()).isEqualTo("instead");

		assertThat(this.fixture.totals().rejected()).isOne();
	}

	@Test
	void swallowsNeitherErrorsNorCancellationsNorWhatIsToBeSkipped() throws Exception {
		for (Throwable failure : new Throwable[] { new StackOverflowError(), new CancellationException(),
				new InterruptedException(), new IllegalStateException() }) {
			assertThat(AsyncFixture.failure(this.fixture.call(() -> CompletableFuture.failedFuture(failure))))
				.isSameAs(failure);
		}

		assertThat(this.fixture.fallbacks()).isZero();
	}

	@Test
	void tellsWhatTheFallbackThrows() throws Exception {
		this.fixture.close();
		IllegalArgumentException thrown = new IllegalArgumentException();
		this.fixture = new AsyncFixture((policy) -> policy.fallback(FallbackSpec.of((type) -> {
			throw thrown;
		})));

		assertThat(AsyncFixture.failure(this.fixture.call(() -> CompletableFuture.failedFuture(new IOException()))))
			.isSameAs(thrown);

		assertThat(this.fixture.policy().fallback().calls(FallbackOutcome.FAILED)).isOne();
	}

	@Test
	void letsTheFailureGoOnWhereTheHandlerDoesNotAccept() throws Throwable {
		FallbackFixture methods = new FallbackFixture(FallbackSpec.DEFAULTS);
		IOException failure = new IOException();

		Object future = methods.callAsync(new FallbackHandler() {

			@Override
			public boolean accepts(Call call, Throwable handed) {
				return false;
			}

			@Override
			public Object answer(Call call, Throwable handed) {
				return CompletableFuture.completedFuture("not asked for");
			}

		}, () -> CompletableFuture.failedFuture(failure));

		assertThatThrownBy(((CompletableFuture<?>) future)::get).hasCause(failure);
		assertThat(methods.calls(FallbackOutcome.USED)).isZero();
	}

	@Test
	void knowsWhatIsEmptyWhereTheValueThatComesLaterIsAWildcard() throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.fallback(FallbackSpec.of(EmptyValue.INSTANCE)));
		Backend backend = () -> new CompletableFuture<>();

		List<String> answer = this.fixture.engine.policy("backend").wrap(Backend.class, () -> backend).wildcard().get();

		assertThat(answer).isNotNull().isEmpty();
	}

	@Test
	void isBoundToTheTypeOfTheValueThatComesLater() throws Exception {
		CompletableFuture<Object> type = new CompletableFuture<>();
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.fallback(FallbackSpec.of((wanted) -> {
			type.complete(wanted);
			return "instead";
		})));

		String answer = this.fixture.engine.policy("backend")
			.wrap(Backend.class, () -> () -> CompletableFuture.failedFuture(new IOException()))
			.future()
			.get();

		assertThat(answer).isEqualTo("instead");
		assertThat(type.get()).isEqualTo(String.class);
	}

}
