package dev.resilience.reliability.comparison;

import java.net.http.HttpClient;
import java.time.Duration;

import dev.resilience.reliability.comparison.Quotes.Quote;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * The HTTP client, the same for all: with time-outs, as everybody should have them.
 */
@Component
class QuoteBackend {

	private static final Duration CONNECT = Duration.ofMillis(500);

	private final RestClient client;

	QuoteBackend(@Value("${backend.url}") String url, @Value("${backend.read-timeout}") Duration read) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build());
		requests.setReadTimeout(read);
		this.client = RestClient.builder().baseUrl(url).requestFactory(requests).build();
	}

	Quote fetch(String sku) {
		String text = this.client.get().uri("/quotes/{sku}", sku).retrieve().body(String.class);
		return new Quote(String.valueOf(text), false);
	}

}
