package dev.resilience.reliability.backend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class FaultTextTests {

	@Test
	void aStatusHasItsHeaders() throws Exception {
		HttpResponse<String> answer = answer("status 429; Retry-After: tomorrow; X-More: yes");
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("Retry-After")).contains("tomorrow");
		assertThat(answer.headers().firstValue("X-More")).contains("yes");
	}

	@Test
	void bytesAreSentAsTheyStandThere() throws Exception {
		assertThat(answer("bytes HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi").body()).isEqualTo("hi");
	}

	@Test
	void oneOfSeveralIsDrawn() throws Exception {
		assertThat(answer("status 500 | status 502").statusCode()).isIn(500, 502);
	}

	@Test
	void lateAnswersAreGood() throws Exception {
		assertThat(answer("late 1").statusCode()).isEqualTo(200);
	}

	@Test
	void tellsWhatThereIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> FaultText.parse("sick"))
			.withMessageContaining("'sick'")
			.withMessageContaining("hung")
			.withMessageContaining("status …");
		assertThatIllegalArgumentException().isThrownBy(() -> FaultText.parse("hung | killed"))
			.withMessageContaining("'killed'");
	}

	private static HttpResponse<String> answer(String fault) throws Exception {
		try (IllBackend backend = new IllBackend()) {
			backend.become(FaultText.parse(fault));
			URI address = backend.address().resolve("/v1/models");
			return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
		}
	}

}
