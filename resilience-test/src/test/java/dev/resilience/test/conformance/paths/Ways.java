package dev.resilience.test.conformance.paths;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;

import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Ways from protected and bare methods to a call. */
class Ways {

	static class Helper {

		@Retryable("payments")
		@CircuitProtected("payments")
		@TimeLimited("slow")
		public void pay(RestClient client) {
			send(client);
		}

		private void send(RestClient client) {
			client.post();
		}

	}

	static class SharedHelper {

		@Retryable("payments")
		public void pay(RestClient client) {
			send(client);
		}

		public void payInHaste(RestClient client) {
			send(client);
		}

		private void send(RestClient client) {
			client.post();
		}

	}

	static class Gateway {

		void send(RestClient client) {
			client.post();
		}

		void sendAtNight(RestClient client) {
			client.put();
		}

	}

	static class Orders {

		private final Gateway gateway = new Gateway();

		@Retryable("orders")
		public void order(RestClient client) {
			this.gateway.send(client);
		}

	}

	static class Returns {

		private final Gateway gateway = new Gateway();

		@Resilient("returns")
		@Fallback(method = "later")
		public void giveBack(RestClient client) {
			this.gateway.send(client);
		}

		void later() {
		}

		@Scheduled(cron = "0 0 3 * * *")
		void nightly(RestClient client) {
			this.gateway.sendAtNight(client);
		}

	}

	static class Listener {

		@Retryable("payments")
		public void pay(RestClient client) {
			onEvent(client);
		}

		@EventListener
		void onEvent(RestClient client) {
			client.post();
		}

		@Retryable("payments")
		public void payLater(RestClient client) {
			elsewhere(client);
		}

		@Async
		void elsewhere(RestClient client) {
			client.put();
		}

		@Retryable("listener")
		@EventListener
		public void onOtherEvent(RestClient client) {
			client.patch();
		}

	}

	static class Made {

		private static final RestClient CLIENT = RestClient.create();

		static {
			CLIENT.get();
		}

		Made(RestClient client) {
			client.head();
		}

	}

	@Component
	static class MadeByFramework {

		MadeByFramework(RestClient client) {
			client.head();
		}

		static class Test {

			@Retryable("made")
			public void make(RestClient client) {
				new MadeByFramework(client);
			}

		}

	}

	static class MadeByProtected {

		@Retryable("made")
		public void make(RestClient client) {
			new Request(client);
		}

		static class Request {

			Request(RestClient client) {
				client.head();
			}

		}

	}

	static class FallbackAlone {

		@Fallback(method = "nothing")
		public void find(RestClient client) {
			client.get();
		}

		void nothing() {
		}

	}

	static class NoProxy {

		@Retryable("payments")
		private void hidden(RestClient client) {
			client.get();
		}

		@Retryable("payments")
		public final void fixed(RestClient client) {
			client.put();
		}

		@Retryable("payments")
		static void ofNobody(RestClient client) {
			client.head();
		}

		void all(RestClient client) {
			hidden(client);
		}

	}

	static class Recursion {

		@Retryable("pages")
		public void all(RestClient client) {
			page(client, 3);
		}

		private void page(RestClient client, int left) {
			client.get();
			if (left > 0) {
				page(client, left - 1);
			}
		}

		private void even(RestClient client) {
			client.put();
			odd(client);
		}

		private void odd(RestClient client) {
			even(client);
		}

		void nobody(Recursion other, RestClient client) {
			other.ping(client);
		}

		void ping(RestClient client) {
			client.head();
			nobody(this, client);
		}

	}

}
