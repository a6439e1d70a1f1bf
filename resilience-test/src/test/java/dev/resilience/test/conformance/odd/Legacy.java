package dev.resilience.test.conformance.odd;

import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.Unprotected;

import org.springframework.web.client.RestClient;

/** Bare on purpose. */
class Legacy {

	private final RestClient client = RestClient.create();

	void read() {
		this.client.get();
	}

	@Unprotected("the page shows each failure itself")
	void show() {
		send();
	}

	@Retryable("legacy")
	public void save() {
		send();
	}

	private void send() {
		this.client.post();
	}

	@Unprotected(" ")
	void blank() {
		this.client.put();
	}

	@Unprotected("a probe has to fail")
	static class Probe {

		void probe(RestClient client) {
			client.head();
		}

		@Retryable("probe")
		public void patientProbe(RestClient client) {
			client.options();
		}

	}

	static class Sdk {

		static Sdk create() {
			return new Sdk();
		}

		String fetch() {
			return "";
		}

		String name() {
			return "";
		}

	}

	static class SdkUser {

		String use() {
			Sdk sdk = Sdk.create();
			return sdk.name() + sdk.fetch() + sdk;
		}

	}

}
