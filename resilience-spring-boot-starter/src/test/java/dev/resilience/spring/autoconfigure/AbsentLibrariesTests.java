package dev.resilience.spring.autoconfigure;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.resilience.annotation.Resilient;
import dev.resilience.check.BackendCheck;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** An application whose class path really lacks what is optional. */
class AbsentLibrariesTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "spring-boot-actuator|spring-boot-health|spring-boot-micrometer", "spring-webflux|reactor",
			"spring-web|spring-boot-restclient|spring-boot-http|tomcat|spring-boot-webmvc|spring-boot-servlet"
					+ "|spring-boot-webflux|spring-boot-security|spring-security-web",
			"jackson", "spring-tx|spring-security|jakarta.validation",
			"spring-boot-actuator|spring-boot-health|spring-boot-micrometer|spring-web|spring-boot-restclient|spring-boot-http"
					+ "|tomcat|spring-boot-webmvc|spring-boot-servlet|spring-webflux|reactor|jackson|spring-tx|spring-security|jakarta.validation" })
	void theApplicationStartsAllTheSame(String absent) throws Exception {
		assertThat(startWithout(absent.split("\\|"))).isEqualTo("instead, asked: true");
	}

	@Test
	void theClassPathIsReallyShorter() throws Exception {
		List<URL> all = classPath();
		assertThat(classPath("spring-boot-actuator")).hasSizeLessThan(all.size());
		try (URLClassLoader loader = loader("spring-web")) {
			assertThat(loader.getResource("org/springframework/web/client/RestClient.class")).isNull();
		}
	}

	@SuppressWarnings("unchecked")
	private String startWithout(String... absent) throws Exception {
		Contexts.arguments(this.directory, """
				resilience:
				  checks:
				    required-at-start: [payments]
				  policies:
				    payments:
				      retry: {max-attempts: 2, backoff.delay: 1ms}
				      circuit:
				      time-limit:
				      fallback.value: instead
				""");
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = loader(absent)) {
			thread.setContextClassLoader(loader);
			Class<?> application = loader.loadClass(Application.class.getName());
			return ((Supplier<String>) application.getConstructor(String.class)
				.newInstance(this.directory.toUri().toString())).get();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URLClassLoader loader(String... absent) throws Exception {
		return new URLClassLoader(classPath(absent).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	private static List<URL> classPath(String... absent) throws Exception {
		String entries = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<URL> kept = new ArrayList<>();
		for (String entry : entries.split(File.pathSeparator)) {
			String name = new File(entry).getName();
			if (List.of(absent).stream().noneMatch(name::startsWith)) {
				kept.add(new File(entry).toURI().toURL());
			}
		}
		return kept;
	}

	/** Runs inside of the shorter class path. */
	public static final class Application implements Supplier<String> {

		private final String location;

		public Application(String location) {
			this.location = location;
		}

		@Override
		public String get() {
			try (ConfigurableApplicationContext context = Contexts
				.application(Contexts.Everything.class, Client.class, Check.class)
				.run("--spring.config.location=" + this.location, "--management.endpoints.web.exposure.include=*")) {
				return context.getBean(Client.class).charge() + ", asked: " + context.getBean(Check.class).asked;
			}
		}

	}

	static class Check implements BackendCheck {

		private boolean asked;

		@Override
		public String name() {
			return "payments";
		}

		@Override
		public void check() {
			this.asked = true;
		}

	}

	static class Client {

		@Resilient("payments")
		public String charge() {
			throw new IllegalStateException("down");
		}

	}

}
