package dev.resilience.failure;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTypesTests {

	@Test
	void anEmptyListMatchesNothing() {
		assertThat(FailureTypes.NONE.matches(new Exception())).isFalse();
		assertThat(FailureTypes.NONE.isEmpty()).isTrue();
	}

	@Test
	void matchSubclassesAndCauses() {
		FailureTypes types = FailureTypes.of(IOException.class);
		assertThat(types.matches(new IOException())).isTrue();
		assertThat(types.matches(new ConnectException())).isTrue();
		assertThat(types.matches(new IllegalStateException(new RuntimeException(new ConnectException())))).isTrue();
		assertThat(types.matches(new IllegalStateException())).isFalse();
		assertThat(FailureTypes.of(ConnectException.class).matches(new IOException())).isFalse();
	}

	@Test
	void nameOnlyTheVeryClass() {
		FailureTypes types = FailureTypes.of(IOException.class);
		assertThat(types.names(IOException.class)).isTrue();
		assertThat(types.names(ConnectException.class)).isFalse();
		assertThat(types.names(Exception.class)).isFalse();
	}

	@Test
	void areNotChangedByTheListTheyWereMadeOf() {
		List<Class<? extends Throwable>> classes = new ArrayList<>(List.of(IOException.class));
		FailureTypes types = new FailureTypes(classes);
		classes.clear();
		assertThat(types.isEmpty()).isFalse();
	}

}
