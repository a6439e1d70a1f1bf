package dev.resilience.reliability.cascade;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.resilience.Resilience;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** A client for each backend, each protected by the policy of its backend. */
final class Clients {

	private final List<Client> clients;

	/**
	 * Makes the clients.
	 * @param resilience has the policies
	 * @param addresses of the backends
	 * @param read the read time-out; a long one, as clients have that nobody gave one
	 */
	Clients(Resilience resilience, List<String> addresses, Duration read) {
		this.clients = IntStream.range(0, addresses.size())
			.mapToObj((number) -> resilience.policy("backend-" + number)
				.wrap(Client.class, () -> client(addresses.get(number), read)))
			.toList();
	}

	/** Asks one backend. */
	interface Client {

		/**
		 * Asks it.
		 * @return its answer, or the fallback's
		 */
		String ask();

	}

	private static Client client(String address, Duration read) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
		requests.setReadTimeout(read);
		RestClient client = RestClient.builder().baseUrl(address).requestFactory(requests).build();
		return () -> String.valueOf(client.get().uri("/answer").retrieve().body(String.class));
	}

	String ask(int backend) {
		return this.clients.get(backend).ask();
	}

}
