package dev.resilience.test.conformance.paths;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.Function;

import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.check.BackendCheck;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.annotation.GetExchange;

/** What types inherit and implement. */
class Types {

	interface Stock {

		@Retryable("stock")
		void look(RestClient client);

	}

	static class RemoteStock implements Stock {

		@Override
		public void look(RestClient client) {
			client.get();
		}

	}

	static class StockCheck implements BackendCheck {

		private final RestClient client = RestClient.create();

		@Override
		public String name() {
			return "stock";
		}

		@Override
		public void check() {
			this.client.get();
		}

		void warmUp() {
			this.client.get();
		}

	}

	static class Checks {

		BackendCheck check(RestClient client) {
			return BackendCheck.of("stock", () -> client.get());
		}

	}

	abstract static class Base {

		@Retryable("base")
		public abstract void load(RestClient client);

		public void bare(RestClient client) {
			client.put();
		}

		void template(RestClient client) {
			hook(client);
		}

		abstract void hook(RestClient client);

	}

	static class Derived extends Base {

		@Override
		public void load(RestClient client) {
			client.get();
		}

		@Override
		void hook(RestClient client) {
			client.head();
		}

		@Retryable("derived")
		public void all(RestClient client) {
			template(client);
		}

	}

	@Resilient("derived")
	static class AnnotatedDerived extends Base {

		@Override
		public void load(RestClient client) {
		}

		@Override
		void hook(RestClient client) {
		}

	}

	@Retryable("composed")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Patient {

	}

	@Patient
	static class Composed {

		public void find(RestClient client) {
			client.get();
		}

		void packagePrivate(RestClient client) {
			client.put();
		}

	}

	interface Loader<T> {

		void load(T source);

	}

	static class ClientLoader implements Loader<RestClient> {

		@Override
		public void load(RestClient source) {
			source.get();
		}

	}

	static class ClientFunction implements Function<RestClient, Object> {

		@Override
		public Object apply(RestClient source) {
			return source.get();
		}

	}

	static class User {

		@Retryable("user")
		public void use(Loader<RestClient> loader, RestClient client, Function<RestClient, Object> function) {
			loader.load(client);
			function.apply(client);
		}

	}

	static class ShopTemplate extends RestTemplate {

		String shop() {
			return getForObject("/shop", String.class);
		}

		@Override
		public void put(String url, Object request, Object... variables) {
			super.put(url, request, variables);
		}

	}

	static class ShopUser {

		void put(ShopTemplate template) {
			template.put("/shop", "");
		}

		@Retryable("shop")
		public String shop(ShopTemplate template) {
			return template.shop();
		}

	}

	record Query(RestClient client) {

		void send() {
			this.client.get();
		}

	}

	enum Method {

		GET {
			@Override
			void send(RestClient client) {
				client.get();
			}
		};

		abstract void send(RestClient client);

	}

	static class QueryUser {

		@Retryable("query")
		public void send(RestClient client) {
			new Query(client).send();
			Method.GET.send(client);
		}

	}

	@Retryable("interface")
	interface ProtectedApi {

		@GetExchange("/a")
		String find();

	}

	interface ServedApi {

		@GetExchange("/a")
		String find();

	}

	@Controller
	static class ServedController implements ServedApi {

		@Override
		public String find() {
			return "";
		}

	}

	interface MappedApi {

		@GetMapping("/a")
		String page(RestClient client);

	}

	static class MappedController implements MappedApi {

		@Override
		public String page(RestClient client) {
			return client.get().toString();
		}

		@Retryable("mapped")
		public String both(MappedController other, RestClient client) {
			return other.page(client);
		}

	}

	static class ApiUser {

		void find(ProtectedApi client, ServedApi served) {
			client.find();
			served.find();
		}

	}

	static class WrappedClient implements Wrapped {

		private final RestTemplate client = new RestTemplate();

		@Override
		public String find() {
			return this.client.getForObject("/a", String.class);
		}

	}

}
