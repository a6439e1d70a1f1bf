package dev.resilience.spring.aot;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.NotSerializableException;
import java.io.UTFDataFormatException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The exception classes that the configuration names are looked up by their names. */
class ConfiguredFailureHintsTests {

	@Test
	void thoseOfPoliciesAreKept() {
		OurHints
			.of(Map.of("resilience.policies.quotes.retry.retry-on", "java.net.ConnectException",
					"resilience.policies.quotes.retry.abort-on", "java.net.BindException",
					"resilience.policies.quotes.circuit.record", "java.net.UnknownHostException",
					"resilience.policies.quotes.circuit.ignore", "java.io.EOFException",
					"resilience.policies.quotes.fallback.on[0]", "java.io.FileNotFoundException",
					"resilience.policies.quotes.fallback.skip-on[0]", "java.io.NotSerializableException"))
			.know(ConnectException.class, BindException.class, UnknownHostException.class, EOFException.class,
					FileNotFoundException.class, NotSerializableException.class);
	}

	@Test
	void thoseOfFailureRulesAreKept() {
		OurHints
			.of(Map.of("resilience.failures.rules[0].exception", "java.io.UTFDataFormatException",
					"resilience.failures.rules[0].category", "RATE_LIMITED", "resilience.failures.rules[1].message",
					"quota", "resilience.failures.rules[1].category", "RATE_LIMITED"))
			.know(UTFDataFormatException.class);
	}

	@Test
	void mistakesAreLeftToTheStart() {
		OurHints
			.of(Map.of("resilience.policies.quotes.retry.max-attempts", "many",
					"resilience.policies.quotes.retry.retry-on", "no.such.Exception, java.net.ConnectException",
					"resilience.policies.quotes.retry.abort-on", "${nobody.knows}",
					"resilience.policies.quotes.retry.retry-on-result", "noSuchBean",
					"resilience.policies.quotes.circuit.window.size", "${nobody.knows}",
					"resilience.policies.quotes.base", "nowhere", "resilience.order", "retry", "resilience.what", "?"))
			.know(ConnectException.class);
	}

}
