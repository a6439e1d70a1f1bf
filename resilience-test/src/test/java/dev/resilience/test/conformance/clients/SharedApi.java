package dev.resilience.test.conformance.clients;

import org.springframework.web.bind.annotation.GetMapping;

/** Knows nothing of Feign. */
public interface SharedApi {

	@GetMapping("/inherited")
	String inherited(String name);

}
