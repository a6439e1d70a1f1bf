package dev.resilience.spring.actuate;

import java.nio.file.Path;

import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators see of a policy that starts from a ready-made one. */
@ExtendWith(OutputCaptureExtension.class)
class ReadyMadeInventoryTests {

	@TempDir
	private Path directory;

	@Test
	void eachValueSaysThatItIsReadyMadeAndTheBaseIsNowhereElse(CapturedOutput output) {
		try (WebApplication application = new WebApplication(this.directory, """
				management.endpoints.web.exposure.include: resilience, circuits, metrics
				logging.level.dev.resilience: info
				resilience:
				  policies:
				    chat:
				      base: llm
				      retry:
				        max-attempts: 2
				""", Chat.class)) {
			JsonNode policies = application.get("/actuator/resilience").json().get("policies");
			assertThat(policies.propertyNames()).containsExactly("chat");
			JsonNode chat = policies.get("chat");
			assertThat(chat.get("bases")).hasToString("[\"llm\"]");
			assertThat(chat.get("time-limit").get("timeout"))
				.hasToString("{\"value\":\"1m\",\"source\":\"base\",\"origin\":\"ready-made policy 'llm'\"}");
			assertThat(chat.get("retry").get("max-attempts")).hasToString(
					"{\"value\":2,\"source\":\"policy\",\"property\":\"resilience.policies.chat.retry.max-attempts\","
							+ "\"origin\":\"application.yml:8\"}");
			assertThat(application.get("/actuator/circuits").json().get("circuits").propertyNames())
				.containsExactly("chat");
			assertThat(application.get("/actuator/metrics/resilience.circuit.calls").json().get("availableTags"))
				.asString()
				.contains("chat")
				.doesNotContain("llm");
			assertThat(output).contains("1 method with 1 policy").doesNotContain("is used by no method");
		}
	}

	static class Chat {

		@Resilient("chat")
		public String ask() {
			return "answer";
		}

	}

}
