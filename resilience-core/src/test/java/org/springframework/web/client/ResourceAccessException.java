package org.springframework.web.client;

import java.io.IOException;

/**
 * Stands in for Spring's: the core has no Spring, and knows this class by its name alone.
 */
public class ResourceAccessException extends RuntimeException {

	/**
	 * A connection that broke.
	 * @param cause what broke it
	 */
	public ResourceAccessException(IOException cause) {
		super(cause);
	}

}
