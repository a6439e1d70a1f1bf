package dev.resilience.migration.resilience4j.before;

import java.io.IOException;

/** What the class of the guide calls. */
public interface PaymentBackend {

	String charge(String order) throws IOException;

}
