package dev.resilience.reliability.traffic;

import dev.resilience.reliability.traffic.Timeline.Result;
import dev.resilience.reliability.traffic.Timeline.Share;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTests {

	private final Timeline calls = new Timeline();

	@Test
	void aCallBelongsToTheMomentAtWhichItWasDue() {
		this.calls.add(0.999, 5_000, Result.FAILED);
		this.calls.add(1.0, 20, Result.ANSWERED);
		this.calls.add(2.0, 30, Result.DEGRADED);
		Share second = this.calls.between(1, 2);
		assertThat(second.calls()).isEqualTo(1);
		assertThat(second.of(Result.ANSWERED)).isEqualTo(1);
		assertThat(second.longest()).isEqualTo(20);
		assertThat(this.calls.all().calls()).isEqualTo(3);
	}

	@Test
	void percentilesAreExact() {
		for (int millis = 200; millis > 0; millis--) {
			this.calls.add(0, millis, Result.ANSWERED);
		}
		Share all = this.calls.all();
		assertThat(all.percentile(50)).isEqualTo(100);
		assertThat(all.percentile(99)).isEqualTo(198);
		assertThat(all.percentile(100)).isEqualTo(200);
		assertThat(this.calls.between(5, 6).percentile(99)).isNaN();
	}

}
