package dev.resilience.spring.async;

import java.util.concurrent.TimeUnit;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.spring.async.Acts.Act;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every return type under a time limit, on the caller's thread and on a worker's. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReturnTypeTableTimeLimitTests extends ReturnTypeTable {

	@ParameterizedTest
	@EnumSource
	void theLimitEndsAnAttemptAndStopsItsSource(ReturnType type) {
		this.acts.first(Act.HANG);
		run((client) -> {
			assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> type.call(client))
				.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.TIME_LIMIT_EXCEEDED));
			assertThat(this.acts.cancelled()).isEqualTo(1);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			assertThat(type.call(client)).containsExactly(type.answer());
		}, LIMITED);
	}

	@ParameterizedTest
	@EnumSource
	void theTotalLimitEndsAllAttempts(ReturnType type) {
		this.acts.always(Act.HANG);
		run((client) -> {
			assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> type.call(client))
				.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED));
			assertThat(this.acts.calls()).isEqualTo(2);
			assertThat(this.acts.cancelled()).isEqualTo(this.acts.calls());
		}, "retry.max-attempts=1000", "time-limit.timeout=200ms", "time-limit.total=300ms");
	}

	@ParameterizedTest
	@EnumSource
	void aWorkerRunsTheMethod(ReturnType type) {
		run((client) -> {
			assertThat(type.call(client)).containsExactly(type.answer());
			assertThat(this.acts.threads).singleElement().asString().startsWith("resilience-worker-");
		}, "time-limit.timeout=30s", "time-limit.run-on=worker");
	}

	@ParameterizedTest
	@EnumSource
	void theCallerIsFreeAtTheLimitThoughTheMethodOnTheWorkerCannotBeStopped(ReturnType type) {
		this.acts.first(Act.BLOCK);
		run((client) -> {
			assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> type.call(client));
			assertThat(this.acts.release.getCount()).isOne();
			assertThat(type.call(client)).containsExactly(type.answer());
		}, LIMITED, "time-limit.run-on=worker");
	}

	@ParameterizedTest
	@EnumSource
	void theLimitStopsWhatHangsOnAWorkerOrWasReturnedByIt(ReturnType type) {
		this.acts.first(Act.HANG);
		run((client) -> {
			assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> type.call(client));
			Awaitility.await().until(() -> this.acts.cancelled() == 1);
		}, LIMITED, "time-limit.run-on=worker");
	}

}
