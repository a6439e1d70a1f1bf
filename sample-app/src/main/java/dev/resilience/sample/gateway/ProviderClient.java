package dev.resilience.sample.gateway;

import dev.resilience.sample.provider.ProviderAddress;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Speaks HTTP with the provider. Plain and unprotected: a failure leaves it as the
 * exception that it is, and the callers' policies know what to do.
 */
@Component
class ProviderClient {

	private final RestClient restClient;

	private final ProviderAddress address;

	ProviderClient(RestClient.Builder builder, ProviderAddress address) {
		this.restClient = builder.build();
		this.address = address;
	}

	/** For who wants to know that there is an answer, and not what it is. */
	void get(String path) {
		this.restClient.get().uri(this.address.resolve(path)).retrieve().toBodilessEntity();
	}

	<T> T post(String path, Object request, Class<T> responseType) {
		T response = this.restClient.post().uri(this.address.resolve(path)).body(request).retrieve().body(responseType);
		if (response == null) {
			throw new RestClientException("The answer to POST " + path + " has no body");
		}
		return response;
	}

}
