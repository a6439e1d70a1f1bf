package dev.resilience.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UneventfulCallsTests {

	private static final int CIRCUIT = UneventfulCalls.bit(PolicyKind.CIRCUIT);

	private static final int LIMIT = UneventfulCalls.bit(PolicyKind.TIME_LIMIT);

	private static final int CALLS = 200_000;

	private final Counters<Outcome> circuit = new Counters<>(Outcome.class, Outcome.WELL);

	private final Counters<Outcome> limit = new Counters<>(Outcome.class, Outcome.WELL);

	private final UneventfulCalls calls = new UneventfulCalls(counters());

	private enum Outcome {

		BADLY, WELL

	}

	private Map<PolicyKind, Counters<?>> counters() {
		Map<PolicyKind, Counters<?>> counters = new EnumMap<>(PolicyKind.class);
		counters.put(PolicyKind.CIRCUIT, this.circuit);
		counters.put(PolicyKind.TIME_LIMIT, this.limit);
		return counters;
	}

	@Test
	void countsOneForEachKindIfAllHaveNotedIt() {
		this.calls.count(CIRCUIT | LIMIT);
		this.calls.count(CIRCUIT | LIMIT);

		assertThat(this.circuit.of(Outcome.WELL)).isEqualTo(2);
		assertThat(this.limit.of(Outcome.WELL)).isEqualTo(2);
		assertThat(this.circuit.of(Outcome.BADLY)).isZero();
	}

	@Test
	void countsForThoseAloneThatHaveNotedIt() {
		this.calls.count(CIRCUIT);

		assertThat(this.circuit.of(Outcome.WELL)).isEqualTo(1);
		assertThat(this.limit.of(Outcome.WELL)).isZero();
	}

	@Test
	void addsWhatTheKindsCountByThemselves() {
		this.calls.count(CIRCUIT | LIMIT);
		this.calls.count(LIMIT);
		this.limit.count(Outcome.WELL);
		this.limit.count(Outcome.BADLY);

		assertThat(this.limit.of(Outcome.WELL)).isEqualTo(3);
		assertThat(this.limit.of(Outcome.BADLY)).isEqualTo(1);
		assertThat(this.circuit.of(Outcome.WELL)).isEqualTo(1);
	}

	@Test
	void countsForAKindThatTwoChainsShare() {
		UneventfulCalls others = new UneventfulCalls(Map.of(PolicyKind.CIRCUIT, this.circuit));

		this.calls.count(CIRCUIT | LIMIT);
		others.count(CIRCUIT);

		assertThat(this.circuit.of(Outcome.WELL)).isEqualTo(2);
		assertThat(this.limit.of(Outcome.WELL)).isEqualTo(1);
	}

	@Test
	void losesNothingAndNeverGoesBackWhileManyCount() throws Exception {
		CountDownLatch done = new CountDownLatch(2);
		start(() -> this.calls.count(CIRCUIT | LIMIT), done);
		start(() -> this.calls.count(CIRCUIT), done);
		long last = 0;
		while (done.getCount() > 0) {
			long count = this.circuit.of(Outcome.WELL);
			assertThat(count).isGreaterThanOrEqualTo(last);
			last = count;
		}
		done.await();

		assertThat(this.circuit.of(Outcome.WELL)).isEqualTo(2L * CALLS);
		assertThat(this.limit.of(Outcome.WELL)).isEqualTo(CALLS);
	}

	private static void start(Runnable count, CountDownLatch done) {
		new Thread(() -> {
			for (int i = 0; i < CALLS; i++) {
				count.run();
			}
			done.countDown();
		}).start();
	}

}
