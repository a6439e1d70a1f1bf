package dev.resilience.spring.async;

import java.util.concurrent.TimeUnit;

import dev.resilience.spring.async.Acts.Act;
import dev.resilience.spring.async.AllReturnTypes.Answered;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every return type under a fallback, in its three forms. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReturnTypeTableFallbackTests extends ReturnTypeTable {

	@ParameterizedTest
	@EnumSource
	void aFallbackMethodAnswersWhatFailedAndWhatWasThrown(ReturnType type) {
		this.acts.first(Act.FAIL, Act.THROW);
		run(Answered::new, (client, context) -> {
			Object instead = ReturnTypeTableTests.insteadOf("IllegalStateException", type);
			assertThat(type.call(client)).containsExactly(instead);
			assertThat(type.call(client)).containsExactly(instead);
			assertThat(type.call(client)).containsExactly(type.answer());
		}, "fallback.enabled=true");
	}

	@ParameterizedTest
	@EnumSource
	void aFallbackValueIsBoundToWhatTheTypeBrings(ReturnType type) {
		this.acts.first(Act.FAIL);
		Object instead = switch (type) {
			case VOID -> null;
			case PRIMITIVE -> 7;
			default -> "7";
		};
		run((client) -> {
			assertThat(type.call(client)).containsExactly(instead);
			assertThat(type.call(client)).containsExactly(type.answer());
		}, "fallback.value=7");
	}

	@ParameterizedTest
	@EnumSource
	void theEmptyValueIsNothingZeroOrNull(ReturnType type) {
		this.acts.first(Act.FAIL);
		run((client) -> {
			if (type.isPublisher()) {
				assertThat(type.call(client)).isEmpty();
			}
			else {
				assertThat(type.call(client)).containsExactly((type == ReturnType.PRIMITIVE) ? 0 : null);
			}
			assertThat(type.call(client)).containsExactly(type.answer());
		}, "fallback.empty=true");
	}

}
