package dev.resilience.reliability.campaign;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ResultPageTests {

	private static final String PAGE = "before\n<!-- soak -->\nold\n<!-- /soak -->\nafter\n";

	@Test
	void newResultsTakeThePlaceOfOldOnes() {
		assertThat(ResultPage.replaced(PAGE, "soak", "new\n"))
			.isEqualTo("before\n<!-- soak -->\nnew\n<!-- /soak -->\nafter\n");
	}

	@Test
	void aPageWithoutAPlaceIsLeftAlone() {
		assertThatIllegalStateException().isThrownBy(() -> ResultPage.replaced(PAGE, "campaigns", "new"));
	}

}
