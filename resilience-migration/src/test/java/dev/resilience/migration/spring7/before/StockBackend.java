package dev.resilience.migration.spring7.before;

import java.io.IOException;

/** What the class of the guide calls. */
public interface StockBackend {

	int count(String article) throws IOException;

}
