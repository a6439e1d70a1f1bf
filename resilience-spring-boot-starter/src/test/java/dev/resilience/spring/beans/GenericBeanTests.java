package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import org.junit.jupiter.api.Nested;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Annotations above bridge methods. */
class GenericBeanTests {

	@Nested
	class OfAGenericSuperclass extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withBean(TextQuotes.class);
		}

	}

	@Nested
	class OverridingAGenericSuperclass extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withBean(OverridingQuotes.class);
		}

	}

	@Nested
	class OfAnInterfaceWithTypeParameters extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withBean(Implementing.class);
		}

	}

	abstract static class Source<K, V> {

		final Backend backend;

		Source(Backend backend) {
			this.backend = backend;
		}

		@Retryable("retried")
		public V retried(K key) {
			return ask(key);
		}

		@CircuitProtected("guarded")
		public V guarded(K key) {
			return ask(key);
		}

		@TimeLimited("limited")
		public V limited(K key) {
			return ask(key);
		}

		@Fallback(method = "instead")
		public V answered(K key) {
			return ask(key);
		}

		@Resilient("quotes")
		@Fallback(method = "instead")
		public V quote(K key) {
			return ask(key);
		}

		abstract V ask(K key);

		abstract V instead(K key, Exception failure);

	}

	/** Inherits what is annotated; the compiler makes bridges for the interface. */
	static class TextQuotes extends Source<String, String> implements Quotes {

		TextQuotes(Backend backend) {
			super(backend);
		}

		@Override
		String ask(String key) {
			return this.backend.ask(key);
		}

		@Override
		String instead(String key, Exception failure) {
			return Backend.instead(key, failure);
		}

	}

	/** Overrides it, with a bridge to each. */
	static class OverridingQuotes extends TextQuotes {

		OverridingQuotes(Backend backend) {
			super(backend);
		}

		@Override
		public String retried(String key) {
			return ask(key);
		}

		@Override
		public String guarded(String key) {
			return ask(key);
		}

		@Override
		public String limited(String key) {
			return ask(key);
		}

		@Override
		public String answered(String key) {
			return ask(key);
		}

		@Override
		public String quote(String key) {
			return ask(key);
		}

	}

	interface AnySource<K, V extends CharSequence> {

		@Retryable("retried")
		V retried(K key);

		@CircuitProtected("guarded")
		V guarded(K key);

		@TimeLimited("limited")
		V limited(K key);

		@Fallback(method = "instead")
		V answered(K key);

		@Resilient("quotes")
		@Fallback(method = "instead")
		V quote(K key);

	}

	/** Overrides the return types covariantly. */
	static class Implementing implements Quotes, AnySource<String, String> {

		private final Backend backend;

		Implementing(Backend backend) {
			this.backend = backend;
		}

		@Override
		public String retried(String key) {
			return this.backend.ask(key);
		}

		@Override
		public String guarded(String key) {
			return this.backend.ask(key);
		}

		@Override
		public String limited(String key) {
			return this.backend.ask(key);
		}

		@Override
		public String answered(String key) {
			return this.backend.ask(key);
		}

		@Override
		public String quote(String key) {
			return this.backend.ask(key);
		}

		private String instead(String key, Exception failure) {
			return Backend.instead(key, failure);
		}

	}

}
