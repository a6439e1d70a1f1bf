package dev.resilience.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Begins each test afresh where the kit is in its context. */
final class FreshStart implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext test) {
		if (test.hasApplicationContext()) {
			test.getApplicationContext().getBeanProvider(ResilienceKit.class).ifUnique(ResilienceKit::reset);
		}
	}

}
