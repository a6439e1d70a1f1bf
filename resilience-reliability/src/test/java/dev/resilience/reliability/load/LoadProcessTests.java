package dev.resilience.reliability.load;

import java.util.concurrent.CompletableFuture;

import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.FaultText;
import dev.resilience.reliability.backend.IllBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LoadProcessTests {

	@Test
	void tellsWhatCameOfEachSection() throws Exception {
		try (IllBackend backend = new IllBackend(); LoadProcess load = new LoadProcess(backend.address())) {
			CompletableFuture<LoadResult> well = load.burst(20);
			CompletableFuture<LoadResult> rest = load.begin(0);
			assertThat(LoadProcess.await(well)).satisfies((result) -> {
				assertThat(result.sent()).isEqualTo(20);
				assertThat(result.answered()).isEqualTo(20);
				assertThat(result.failures()).isZero();
				assertThat(result.p50()).isPositive().isLessThanOrEqualTo(result.max());
			});
			backend.become(FaultText.parse("status 503"));
			CompletableFuture<LoadResult> ill = load.burst(5);
			assertThat(LoadProcess.await(rest).sent()).isZero();
			backend.become(
					Fault.of("degraded", (exchange) -> exchange.send("200 OK", "", "{\"degraded\":true}".getBytes())));
			load.begin(0);
			LoadResult result = LoadProcess.await(ill);
			assertThat(result.failures() + result.degraded()).isEqualTo(5);
		}
	}

	@Test
	void countsFromWhenARequestWasMeantToLeave() throws Exception {
		Section section = new Section("late");
		assertThat(section.sent()).isTrue();
		section.ended(Section.ANSWERED, 2_000_000_000L);
		section.close();
		assertThat(section.sent()).as("after its end").isFalse();
		assertThat(section.result().max()).isBetween(1990.0, 2010.0);
	}

}
