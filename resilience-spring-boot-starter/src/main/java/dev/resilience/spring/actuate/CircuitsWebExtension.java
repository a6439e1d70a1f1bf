package dev.resilience.spring.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * What the web is answered where there is no such circuit (404) or no such action (400).
 */
@EndpointWebExtension(endpoint = CircuitsEndpoint.class)
public final class CircuitsWebExtension implements AopInfrastructureBean {

	private final CircuitsEndpoint endpoint;

	/**
	 * Makes the extension.
	 * @param endpoint what it extends
	 */
	public CircuitsWebExtension(CircuitsEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@ReadOperation
	WebEndpointResponse<Object> circuit(@Selector String name) {
		return this.endpoint.has(name) ? new WebEndpointResponse<>(this.endpoint.circuit(name)) : notFound();
	}

	@WriteOperation
	WebEndpointResponse<Object> act(@Selector String name, @Nullable String action) {
		if (!this.endpoint.has(name)) {
			return notFound();
		}
		try {
			return new WebEndpointResponse<>(this.endpoint.act(name, action));
		}
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(Map.of("error", ex.getReason()), WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	/** Nothing at all would be 404 for GET only, and 204 for HEAD. */
	private static WebEndpointResponse<Object> notFound() {
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
