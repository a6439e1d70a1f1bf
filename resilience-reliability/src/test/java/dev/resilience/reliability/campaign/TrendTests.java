package dev.resilience.reliability.campaign;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrendTests {

	@Test
	void whatGoesUpAndDownDoesNotRise() {
		assertThat(Trend.of(List.of(50.0, 53.0, 49.0, 52.0, 50.0)).rises()).isFalse();
	}

	@Test
	void aSlowLeakRises() {
		Trend trend = Trend.of(List.of(50.0, 53.0, 52.0, 55.0, 58.0));
		assertThat(trend.rises()).isTrue();
		assertThat(trend.rise()).isBetween(6.0, 8.0);
	}

	@Test
	void oneValueDoesNotRise() {
		assertThat(Trend.of(List.of(50.0)).rises()).isFalse();
	}

}
