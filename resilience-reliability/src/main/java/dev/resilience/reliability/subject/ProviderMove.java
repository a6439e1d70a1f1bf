package dev.resilience.reliability.subject;

import java.io.IOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * Lets the provider move to another address while the application runs: to one that
 * speaks TLS, or that does not exist.
 */
class ProviderMove implements ClientHttpRequestInterceptor {

	private volatile @Nullable URI address;

	void to(URI address) {
		this.address = address;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		URI address = this.address;
		return execution.execute((address != null) ? moved(request, address) : request, body);
	}

	private static HttpRequest moved(HttpRequest request, URI address) {
		URI moved = address.resolve(request.getURI().getRawPath());
		return new HttpRequestWrapper(request) {

			@Override
			public URI getURI() {
				return moved;
			}

		};
	}

}
