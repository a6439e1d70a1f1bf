package dev.resilience.sample;

import dev.resilience.test.conformance.ResilienceConformance;
import org.junit.jupiter.api.Test;

class ConformanceTests {

	@Test
	void everyCallToTheProviderIsProtected() {
		ResilienceConformance.of(SampleApplication.class).check();
	}

}
