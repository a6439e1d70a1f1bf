package dev.resilience.migration.springretry.before;

import java.io.IOException;

/** What the class of the guide calls. */
public interface OrderBackend {

	String status(String number) throws IOException;

}
