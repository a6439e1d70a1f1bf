package dev.resilience.test.conformance.paths;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.resilience.ProtectedCalls;
import dev.resilience.Resilience;
import dev.resilience.ThrowingRunnable;
import dev.resilience.annotation.TimeLimited;

import org.springframework.web.client.RestClient;

/** Calls in lambdas, in anonymous classes and by references. */
class Lambdas {

	static class InProtected {

		@TimeLimited("search")
		public List<Object> find(List<String> names, RestClient client) {
			return names.stream().<Object>map((name) -> names.stream().map((other) -> client.get()).toList()).toList();
		}

		@TimeLimited("search")
		public Supplier<Object> reference(RestClient client) {
			return client::put;
		}

		@TimeLimited("search")
		public CompletableFuture<HttpResponse<String>> later(HttpClient client, HttpRequest request) {
			return client.sendAsync(request, BodyHandlers.ofString());
		}

		@TimeLimited("search")
		public Runnable anonymous(RestClient client) {
			return new Runnable() {

				@Override
				public void run() {
					client.head();
				}

			};
		}

		@TimeLimited("search")
		public Runnable local(RestClient client) {
			class Local implements Runnable {

				@Override
				public void run() {
					client.head();
				}

			}
			return new Local();
		}

	}

	static class InBare {

		public List<Object> find(List<String> names, RestClient client) {
			return names.stream().<Object>map((name) -> client.get()).toList();
		}

		public Supplier<Object> reference(RestClient client) {
			return client::put;
		}

		public Runnable anonymous(RestClient client) {
			return new Runnable() {

				@Override
				public void run() {
					client.head();
				}

			};
		}

	}

	static class ByCode {

		private final Resilience resilience;

		ByCode(Resilience resilience) {
			this.resilience = resilience;
		}

		Object call(RestClient client) {
			return this.resilience.policy("stock").call(() -> client.get());
		}

		void run(List<String> names, RestClient client) {
			this.resilience.policy("stock").run(() -> names.forEach((name) -> client.post()));
		}

		Object reference(RestClient client) {
			return this.resilience.policy("stock").call(client::put);
		}

		CompletableFuture<HttpResponse<String>> later(HttpClient client, HttpRequest request) {
			return this.resilience.policy("stock").callAsync(() -> client.sendAsync(request, BodyHandlers.ofString()));
		}

		void helper(RestClient client) {
			this.resilience.policy("stock").run(() -> send(client));
		}

		private void send(RestClient client) {
			client.patch();
		}

		void anonymous(RestClient client) {
			this.resilience.policy("stock").run(new ThrowingRunnable<>() {

				@Override
				public void run() {
					client.options();
				}

			});
		}

		void beside(List<String> names, RestClient client) {
			this.resilience.policy("stock").run(() -> names.size());
			names.forEach((name) -> client.delete());
		}

		void bothOnOneLine(ProtectedCalls calls, RestClient client) {
			Stream.of(client.head()).forEach((first) -> calls.run(() -> client.head()));
		}

	}

	static class Work implements ThrowingRunnable<RuntimeException> {

		private final RestClient client = RestClient.create();

		@Override
		public void run() {
			this.client.get();
		}

		void beside() {
			this.client.put();
		}

	}

	static class NoWork implements ThrowingRunnable<RuntimeException> {

		@Override
		public void run() {
		}

		void run(RestClient client) {
			client.get();
		}

	}

}
