package dev.resilience.sample.provider;

import dev.resilience.sample.TestHttp.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiTests {

	private final RunningProvider provider = new RunningProvider();

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void embedsEachInputTheSameWayEveryTime() {
		Response response = post("/v1/embeddings",
				"{\"model\": \"any\", \"input\": [\"Open circuits\", \"the open circuit\", \"Boats\"]}");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().at("/data/0/embedding").size()).isEqualTo(64);
		assertThat(response.body().at("/data/1/embedding")).isEqualTo(response.body().at("/data/0/embedding"));
		assertThat(response.body().at("/data/2/embedding")).isNotEqualTo(response.body().at("/data/0/embedding"));
		assertThat(response.body().at("/data/2/index").asInt()).isEqualTo(2);
	}

	@Test
	void embedsATextWithoutWords() {
		Response response = post("/v1/embeddings", "{\"model\": \"any\", \"input\": \"?\"}");
		assertThat(response.body().at("/data/0/embedding/0").asDouble()).isZero();
	}

	@Test
	void answersFromTheSentenceThatFitsTheQuestion() {
		Response response = post("/v1/chat/completions", """
				{"model": "any", "messages": [
					{"role": "system", "content": "Tell.\\n\\nApples grow on trees. Boats float on water."},
					{"role": "user", "content": "Where do boats float?"}]}""");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().at("/choices/0/message/content").asString()).isEqualTo("Boats float on water.");
		assertThat(response.body().at("/choices/0/message/role").asString()).isEqualTo("assistant");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			/v1/embeddings       | nonsense                        | not JSON
			/v1/embeddings       | {"input": "any"}                | model must be
			/v1/embeddings       | {"model": "any"}                | input must be
			/v1/embeddings       | {"model": "any", "input": []}   | input must not be empty
			/v1/embeddings       | {"model": "any", "input": [1]}  | input must be
			/v1/chat/completions | {"model": "any"}                | messages must be
			/v1/chat/completions | {"model": "any", "messages": [{"role": "user"}]} | content must be
			""")
	void refusesNonsenseAndSaysWhatIsAllowed(String path, String body, String message) {
		Response response = post(path, body);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body().at("/error/message").asString()).contains(message);
	}

	@Test
	void knowsNoOtherPath() {
		assertThat(post("/v1/images", "{}").status()).isEqualTo(404);
	}

	@Test
	void listsItsModels() {
		Response response = this.provider.send("GET", "/v1/models", "");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().path("data").findValuesAsString("id")).containsExactly("gpt-4o-mini",
				"text-embedding-3-small");
	}

	@Test
	void takesEachOperationByItsMethodOnly() {
		assertThat(post("/v1/models", "{}").headers().firstValue("Allow")).contains("GET");
		assertThat(this.provider.send("GET", "/v1/embeddings", "").headers().firstValue("Allow")).contains("POST");
	}

	private Response post(String path, String body) {
		return this.provider.send("POST", path, body);
	}

}
