package dev.resilience.test.conformance.clients;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

/** A client of Spring Cloud. */
@FeignClient(name = "items", url = "https://items.example")
public interface FeignApi extends SharedApi {

	@GetMapping("/items")
	String find(String name);

	default String nothing() {
		return "";
	}

}
