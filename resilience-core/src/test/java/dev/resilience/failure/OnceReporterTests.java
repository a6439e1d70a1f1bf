package dev.resilience.failure;

import dev.resilience.event.ReportedWarnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OnceReporterTests {

	private final ReportedWarnings warnings = new ReportedWarnings();

	private final OnceReporter reporter = new OnceReporter();

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@Test
	void tellsOnceOfEach() {
		this.reporter.report("Listener a", "throws");
		this.reporter.report("Listener a", "throws something else");
		this.reporter.report("Listener b", "throws");

		assertThat(this.warnings.messages()).containsExactly("Listener a throws. This is reported once.",
				"Listener b throws. This is reported once.");
	}

	@Test
	void tellsOfAThousandAtMost() {
		for (int i = 1; i <= 1_001; i++) {
			this.reporter.report("Listener " + i, "throws");
		}

		assertThat(this.warnings.messages()).hasSize(1_000)
			.last()
			.isEqualTo("Listener 1000 throws. This is reported once.");
	}

}
