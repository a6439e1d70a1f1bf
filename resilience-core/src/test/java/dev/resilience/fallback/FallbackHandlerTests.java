package dev.resilience.fallback;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.ScriptedWork;
import dev.resilience.failure.FailureCategory;
import dev.resilience.policy.Call;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FallbackHandlerTests {

	private final FallbackFixture fixture = new FallbackFixture(FallbackSpec.DEFAULTS);

	@Test
	void isHandedTheFailure() throws Throwable {
		IOException failure = new IOException();

		Object answer = this.fixture.call(handler(true, (handed) -> handed), ScriptedWork.alwaysFailing(failure));

		assertThat(answer).isSameAs(failure);
		assertThat(this.fixture.calls(FallbackOutcome.USED)).isOne();
	}

	@Test
	void letsTheFailureGoOnWhereItDoesNotAccept() {
		IOException failure = new IOException();

		assertThatThrownBy(() -> this.fixture.call(handler(false, (handed) -> {
			throw new AssertionError();
		}), ScriptedWork.alwaysFailing(failure))).isSameAs(failure);

		assertThat(this.fixture.calls(FallbackOutcome.USED)).isZero();
		assertThat(this.fixture.calls(FallbackOutcome.FAILED)).isZero();
	}

	@Test
	void throwsWhatItThrowsAsItIs() {
		Exception own = new Exception("the fallback's own");

		assertThatThrownBy(() -> this.fixture.call(handler(true, (handed) -> {
			throw own;
		}), ScriptedWork.alwaysFailing(new IOException()))).isSameAs(own).hasNoCause().hasNoSuppressedExceptions();

		assertThat(this.fixture.calls(FallbackOutcome.FAILED)).isOne();
		assertThat(this.fixture.calls(FallbackOutcome.USED)).isZero();
	}

	@Test
	void throwsAnErrorAsItIs() {
		Error own = new StackOverflowError();

		assertThatThrownBy(() -> this.fixture.call(handler(true, (handed) -> {
			throw own;
		}), ScriptedWork.alwaysFailing(new IOException()))).isSameAs(own);

		assertThat(this.fixture.calls(FallbackOutcome.FAILED)).isOne();
	}

	@Test
	void mayThrowTheFailureThatItWasHanded() {
		IOException failure = new IOException();

		assertThatThrownBy(() -> this.fixture.call(handler(true, (handed) -> {
			throw handed;
		}), ScriptedWork.alwaysFailing(failure))).isSameAs(failure).hasNoSuppressedExceptions();
	}

	@Test
	void mayAnswerNull() throws Throwable {
		assertThat(this.fixture.call(handler(true, (handed) -> null), ScriptedWork.alwaysFailing(new IOException())))
			.isNull();
		assertThat(this.fixture.calls(FallbackOutcome.USED)).isOne();
	}

	@Test
	void tellsWhatWasAnswered() throws Throwable {
		FallbackHandler handler = handler(true, (handed) -> "answer");
		this.fixture.call(handler, ScriptedWork.alwaysFailing(new IOException("secret")));
		this.fixture.call(handler, ScriptedWork.alwaysFailing(new IllegalArgumentException("secret")));

		assertThat(this.fixture.told()).hasSize(2);
		assertThat(this.fixture.told().get(0)).satisfies((event) -> {
			assertThat(event.policy()).isEqualTo("backend");
			assertThat(event.code()).isEqualTo("FALLBACK_USED");
			assertThat(event.category()).isEqualTo(FailureCategory.CONNECTION);
			assertThat(event.permanent()).isFalse();
		});
		assertThat(this.fixture.told().get(1).permanent()).isTrue();
		assertThat(this.fixture.told().toString()).doesNotContain("secret").doesNotContain("answer");
	}

	@Test
	void tellsOfAFallbackThatFailed() {
		assertThatThrownBy(() -> this.fixture.call(handler(true, (handed) -> {
			throw new IllegalStateException("secret");
		}), ScriptedWork.alwaysFailing(new IOException("secret"))));

		assertThat(this.fixture.told()).singleElement().satisfies((event) -> {
			assertThat(event.code()).isEqualTo("FALLBACK_FAILED");
			assertThat(event.failure().type()).isEqualTo(IOException.class.getName());
		});
		assertThat(this.fixture.told().toString()).doesNotContain("secret");
	}

	@Test
	void makesAValueAnewForEachUse() throws Throwable {
		List<Type> asked = new ArrayList<>();
		FallbackFixture values = new FallbackFixture(FallbackSpec.of((type) -> {
			asked.add(type);
			return new ArrayList<>();
		}));

		Object first = values.call(ScriptedWork.alwaysFailing(new IOException()));
		Object second = values.call(ScriptedWork.alwaysFailing(new IOException()));

		assertThat(first).isNotSameAs(second);
		assertThat(asked).containsExactly(Object.class, Object.class);
	}

	@Test
	void namesTheOutcomesAsMetersHaveThem() {
		assertThat(FallbackOutcome.values()).extracting(FallbackOutcome::tag).containsExactly("used", "failed");
	}

	private static FallbackHandler handler(boolean accepts, Answer answer) {
		return new FallbackHandler() {

			@Override
			public boolean accepts(Call call, Throwable failure) {
				return accepts;
			}

			@Override
			public @Nullable Object answer(Call call, Throwable failure) throws Throwable {
				return answer.to(failure);
			}

		};
	}

	private interface Answer {

		@Nullable Object to(Throwable failure) throws Throwable;

	}

}
