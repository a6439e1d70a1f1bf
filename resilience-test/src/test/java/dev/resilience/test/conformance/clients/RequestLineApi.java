package dev.resilience.test.conformance.clients;

import feign.RequestLine;

/** A client in Feign's own words. */
public interface RequestLineApi {

	@RequestLine("GET /items")
	String find(String name);

}
