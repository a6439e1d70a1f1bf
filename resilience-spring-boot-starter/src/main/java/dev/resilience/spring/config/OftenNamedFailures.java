package dev.resilience.spring.config;

import java.util.List;

import dev.resilience.pipeline.NearestNames;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/** The exceptions that users name most, to tell which one a mistyped name may mean. */
final class OftenNamedFailures {

	private static final List<String> NAMES = List.of("java.lang.Exception", "java.lang.RuntimeException",
			"java.lang.IllegalArgumentException", "java.lang.IllegalStateException", "java.lang.NullPointerException",
			"java.lang.UnsupportedOperationException", "java.io.IOException", "java.io.UncheckedIOException",
			"java.io.FileNotFoundException", "java.net.ConnectException", "java.net.SocketException",
			"java.net.SocketTimeoutException", "java.net.UnknownHostException", "java.net.NoRouteToHostException",
			"java.net.http.HttpTimeoutException", "java.net.http.HttpConnectTimeoutException",
			"javax.net.ssl.SSLException", "javax.net.ssl.SSLHandshakeException",
			"java.util.concurrent.TimeoutException", "java.util.concurrent.ExecutionException",
			"java.util.concurrent.CancellationException", "java.util.NoSuchElementException", "java.sql.SQLException",
			"java.sql.SQLTransientException", "java.sql.SQLRecoverableException", "dev.resilience.ResilienceException",
			"dev.resilience.CircuitOpenException", "dev.resilience.TimeLimitExceededException",
			"dev.resilience.ConcurrencyLimitExceededException", "org.springframework.dao.DataAccessException",
			"org.springframework.dao.TransientDataAccessException",
			"org.springframework.dao.OptimisticLockingFailureException",
			"org.springframework.dao.PessimisticLockingFailureException",
			"org.springframework.dao.QueryTimeoutException",
			"org.springframework.dao.DataAccessResourceFailureException",
			"org.springframework.dao.DataIntegrityViolationException",
			"org.springframework.transaction.CannotCreateTransactionException",
			"org.springframework.web.client.RestClientException",
			"org.springframework.web.client.RestClientResponseException",
			"org.springframework.web.client.ResourceAccessException",
			"org.springframework.web.client.HttpClientErrorException",
			"org.springframework.web.client.HttpServerErrorException",
			"org.springframework.web.reactive.function.client.WebClientException",
			"org.springframework.web.reactive.function.client.WebClientRequestException",
			"org.springframework.web.reactive.function.client.WebClientResponseException",
			"org.springframework.security.core.AuthenticationException",
			"org.springframework.security.access.AccessDeniedException");

	private OftenNamedFailures() {
	}

	/**
	 * Classes of nearly that name. Packages are what people leave out or get wrong, so
	 * only simple names are compared.
	 * @param name what was written
	 * @param loader tells what is on the class path
	 * @return at most three full names, the nearest first
	 */
	static List<String> near(String name, @Nullable ClassLoader loader) {
		List<String> present = NAMES.stream().filter((known) -> ClassUtils.isPresent(known, loader)).toList();
		return NearestNames.of(simple(name), present.stream().map(OftenNamedFailures::simple).toList())
			.stream()
			.flatMap((near) -> present.stream().filter((known) -> simple(known).equals(near)))
			.toList();
	}

	private static String simple(String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

}
