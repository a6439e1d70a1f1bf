package dev.resilience.sample.page;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips the tests where no Chromium, or no driver for it, is installed. Nothing is ever
 * downloaded.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfChromium.Condition.class)
@interface EnabledIfChromium {

	/**
	 * Looks for both on the path.
	 */
	class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (browser().isEmpty() || driver().isEmpty()) {
				return ConditionEvaluationResult.disabled(
						"There is no chromium, or no chromedriver, on the PATH; Debian's packages are chromium and chromium-driver");
			}
			return ConditionEvaluationResult.enabled("Chromium and its driver are installed");
		}

		static Optional<File> browser() {
			return Stream.of("chromium", "chromium-browser", "google-chrome").flatMap(Condition::find).findFirst();
		}

		static Optional<File> driver() {
			return find("chromedriver").findFirst();
		}

		private static Stream<File> find(String program) {
			String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
			return Arrays.stream(path.split(File.pathSeparator))
				.map((directory) -> new File(directory, program))
				.filter(File::canExecute);
		}

	}

}
