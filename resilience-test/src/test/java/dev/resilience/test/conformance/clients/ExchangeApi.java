package dev.resilience.test.conformance.clients;

import org.springframework.web.service.annotation.GetExchange;

/** A client that is an interface. */
public interface ExchangeApi {

	@GetExchange("/items")
	String find(String name);

}
