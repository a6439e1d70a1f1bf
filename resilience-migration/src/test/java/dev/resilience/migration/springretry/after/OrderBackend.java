package dev.resilience.migration.springretry.after;

import java.io.IOException;

/** What the class of the guide calls. */
public interface OrderBackend {

	String status(String number) throws IOException;

}
