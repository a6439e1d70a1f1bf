package dev.resilience.policy;

import java.util.ArrayList;
import java.util.List;

import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.ContextCarrier.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two contexts, one on top of the other, of which one breaks. */
class CarriedTests {

	private final List<String> thread = new ArrayList<>();

	private final IllegalStateException failure = new IllegalStateException();

	@Test
	void takesBothOffInTheOppositeOrder() {
		Scope both = carried("user").and(carried("trace")).restore();
		assertThat(this.thread).containsExactly("user", "trace");

		both.close();

		assertThat(this.thread).isEmpty();
	}

	@Test
	void takesTheFirstOffIfTheSecondCannotBePutOn() {
		Carried both = carried("user").and(() -> {
			throw this.failure;
		});

		assertThatThrownBy(both::restore).isSameAs(this.failure);
		assertThat(this.thread).isEmpty();
	}

	@Test
	void takesTheFirstOffIfTheSecondDoesNotComeOff() {
		Scope both = carried("user").and(() -> () -> {
			throw this.failure;
		}).restore();

		assertThatThrownBy(both::close).isSameAs(this.failure);
		assertThat(this.thread).isEmpty();
	}

	private Carried carried(String what) {
		return () -> {
			this.thread.add(what);
			return () -> {
				assertThat(this.thread).endsWith(what);
				this.thread.remove(what);
			};
		};
	}

}
