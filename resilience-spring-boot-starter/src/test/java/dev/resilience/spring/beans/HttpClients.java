package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;

import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** Clients whose interfaces are annotated, and inherit their only method. */
final class HttpClients {

	private HttpClients() {
	}

	static Quotes asQuotes(ApplicationContext context) {
		return new ByInterface(context);
	}

	public interface One {

		@GetExchange("/{sku}")
		String get(@PathVariable String sku);

	}

	@Retryable("retried")
	public interface Retried extends One {

	}

	@CircuitProtected("guarded")
	public interface Guarded extends One {

	}

	@TimeLimited("limited")
	public interface Limited extends One {

	}

	@Fallback(method = "instead")
	public interface Answered extends One {

		default String instead(String sku, Exception failure) {
			return Backend.instead(sku, failure);
		}

	}

	@Resilient("quotes")
	@Fallback(method = "instead")
	public interface Protected extends One {

		default String instead(String sku, Exception failure) {
			return Backend.instead(sku, failure);
		}

	}

	private record ByInterface(ApplicationContext context) implements Quotes {

		@Override
		public String retried(String sku) {
			return get(Retried.class, sku);
		}

		@Override
		public String guarded(String sku) {
			return get(Guarded.class, sku);
		}

		@Override
		public String limited(String sku) {
			return get(Limited.class, sku);
		}

		@Override
		public String answered(String sku) {
			return get(Answered.class, sku);
		}

		@Override
		public String quote(String sku) {
			return get(Protected.class, sku);
		}

		private String get(Class<? extends One> type, String sku) {
			return this.context.getBean(type).get(sku);
		}

	}

}
