package dev.resilience.test.conformance.paths;

import dev.resilience.annotation.Retryable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.client.RestClient;

/** Calls of protected methods, past the proxy and through it. */
class SelfCalls {

	static class PastTheProxy implements Runnable {

		@Retryable("prices")
		public void load(RestClient client) {
			client.get();
		}

		public void refresh(RestClient client, Runnable another) {
			load(client);
			another.run();
		}

		@Override
		public void run() {
		}

	}

	static class Covered {

		@Retryable("prices")
		public void load(RestClient client) {
			client.get();
		}

		@Retryable("outer")
		public void refresh(RestClient client) {
			load(client);
		}

	}

	static class Nested {

		@Retryable("inner")
		public void load(RestClient client) {
			client.get();
		}

		@Retryable("outer")
		public void refresh(RestClient client) {
			load(client);
		}

	}

	static class ThroughTheProxy {

		private final ThroughTheProxy self;

		private final ObjectProvider<ThroughTheProxy> provider;

		ThroughTheProxy(ThroughTheProxy self, ObjectProvider<ThroughTheProxy> provider) {
			this.self = self;
			this.provider = provider;
		}

		@Retryable("prices")
		public void load(RestClient client) {
			client.get();
		}

		public void refresh(RestClient client) {
			this.self.load(client);
		}

		public void refreshLater(RestClient client) {
			this.provider.getObject().load(client);
		}

	}

	static class InLambda {

		@Retryable("prices")
		public void load(RestClient client) {
			client.get();
		}

		public Runnable refresh(RestClient client) {
			return () -> load(client);
		}

	}

	static class ByReference {

		@Retryable("prices")
		public void load() {
			RestClient.create().get();
		}

		public Runnable refresh() {
			return this::load;
		}

	}

	static class FromInnerClass {

		@Retryable("prices")
		public void load(RestClient client) {
			client.get();
		}

		class Inner {

			void refresh(RestClient client) {
				load(client);
			}

		}

	}

	static class OfSuper extends Covered {

		void past(RestClient client) {
			super.load(client);
		}

	}

}
