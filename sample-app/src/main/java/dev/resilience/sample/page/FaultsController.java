package dev.resilience.sample.page;

import java.net.http.HttpClient;
import java.time.Duration;

import dev.resilience.annotation.Unprotected;
import dev.resilience.sample.SampleProperties;
import dev.resilience.sample.provider.ProviderAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * {@code /api/faults}: the provider's {@code /faults} on the gateway's own port, so that
 * a page on a phone reaches them too. What the provider answers is passed on as it is.
 */
@RestController
@Unprotected("a dial that is late is no failure to show")
@RequestMapping(path = "/api/faults", produces = MediaType.APPLICATION_JSON_VALUE)
class FaultsController {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private final RestClient restClient;

	private final ProviderAddress address;

	private final boolean standIn;

	FaultsController(RestClient.Builder builder, ProviderAddress address, SampleProperties properties) {
		this.restClient = builder.requestFactory(patient()).build();
		this.address = address;
		this.standIn = properties.provider().url() == null;
	}

	@GetMapping
	ResponseEntity<String> show() {
		return exchange(HttpMethod.GET, "");
	}

	@PutMapping
	ResponseEntity<String> replace(@RequestBody String faults) {
		return exchange(HttpMethod.PUT, faults);
	}

	@DeleteMapping
	ResponseEntity<String> heal() {
		return exchange(HttpMethod.DELETE, "");
	}

	private ResponseEntity<String> exchange(HttpMethod method, String faults) {
		if (!this.standIn) {
			throw problem(HttpStatus.NOT_FOUND,
					"sample.provider.url names another provider; only the stand-in can be made ill", null);
		}
		try {
			return this.restClient.method(method)
				.uri(this.address.resolve("/faults"))
				.contentType(MediaType.APPLICATION_JSON)
				.body(faults)
				.exchange((request, response) -> ResponseEntity.status(response.getStatusCode())
					.contentType(MediaType.APPLICATION_JSON)
					.body(response.bodyTo(String.class)));
		}
		catch (ResourceAccessException ex) {
			throw problem(HttpStatus.BAD_GATEWAY, "The provider did not answer; try again", ex);
		}
	}

	/**
	 * The limits of the protected calls are too short here: a dial that is late is no
	 * failure to show.
	 */
	private static JdkClientHttpRequestFactory patient() {
		HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
		factory.setReadTimeout(READ_TIMEOUT);
		return factory;
	}

	private static ErrorResponseException problem(HttpStatus status, String detail, @Nullable Throwable cause) {
		return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
	}

}
