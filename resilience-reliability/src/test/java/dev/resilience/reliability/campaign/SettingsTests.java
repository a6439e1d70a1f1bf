package dev.resilience.reliability.campaign;

import java.util.List;

import dev.resilience.reliability.backend.Faults;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SettingsTests {

	@Test
	void eachFaultThatHasANameIsACampaign() {
		assertThat(names()).containsAll(Faults.all().keySet()).contains("heap nearly full").doesNotHaveDuplicates();
	}

	@Test
	void someCanBeChosenByTheirNames() {
		assertThat(names("--only", "TLS")).hasSize(4).allMatch((name) -> name.startsWith("TLS"));
	}

	@Test
	void faultsOfOnesOwnComeAlone() {
		assertThat(names("--fault", "status 503; Retry-After: tomorrow", "--fault", "late 300"))
			.containsExactly("status 503; Retry-After: tomorrow", "late 300");
	}

	@Test
	void tellsWhichOptionsThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> Settings.parse(new String[] { "--slow" }))
			.withMessageContaining("'--slow'")
			.withMessageContaining("--quick");
		assertThatIllegalArgumentException().isThrownBy(() -> Settings.parse(new String[] { "--only" }))
			.withMessageContaining("--only");
	}

	private static List<String> names(String... args) {
		return Campaigns.of(Settings.parse(args)).stream().map(Campaign::name).toList();
	}

}
