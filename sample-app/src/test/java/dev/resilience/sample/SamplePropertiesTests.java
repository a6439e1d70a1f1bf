package dev.resilience.sample;

import java.net.URI;

import dev.resilience.sample.SampleProperties.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SamplePropertiesTests {

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void refusesAPortThatDoesNotExist(int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Provider(port, null))
			.withMessageContaining("sample.provider.port is " + port)
			.withMessageContaining("1 to 65535");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8081", "ftp://localhost", "/v1", "http://localhost?key=value" })
	void refusesAUrlThatIsNoHttpAddress(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Provider(8081, URI.create(url)))
			.withMessageContaining("sample.provider.url is '" + url + "'");
	}

	@Test
	void takesAnEmptyUrlForNone() {
		assertThat(new Provider(8081, URI.create("")).url()).isNull();
	}

}
