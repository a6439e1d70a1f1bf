package dev.resilience.spring.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Applications to test with. */
public final class Contexts {

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private Contexts() {
	}

	/** With our beans and short waits, and no policy yet. */
	public static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ResilienceAutoConfiguration.class))
			.withPropertyValues("resilience.defaults.retry.backoff.delay=1ms",
					"resilience.defaults.retry.backoff.max-delay=2ms");
	}

	/** With a policy {@code payments} that makes three attempts. */
	public static ApplicationContextRunner runnerWithRetry() {
		return runner().withPropertyValues("resilience.policies.payments.retry.max-attempts=3");
	}

	/** A real application that reads a real file. */
	public static ConfigurableApplicationContext start(Path directory, String yaml, Class<?>... sources) {
		return application(sources).run(arguments(directory, yaml));
	}

	public static SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(Starter.class).sources(sources)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF);
	}

	/**
	 * Writes {@code application.yml} into the directory, and says how to start with it.
	 */
	public static String[] arguments(Path directory, String yaml) {
		try {
			Files.writeString(directory.resolve("application.yml"), yaml);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new String[] { "--spring.config.location=" + directory.toUri() };
	}

	/** The mistakes that stop the start of a real application; none if it starts. */
	public static List<Mistake> mistakes(Path directory, String yaml, Class<?>... sources) {
		Throwable failure = catchThrowable(() -> start(directory, yaml, sources).close());
		return mistakes(failure);
	}

	/** The mistakes that stop the start; none if it starts. */
	public static List<Mistake> mistakes(ApplicationContextRunner runner) {
		List<Mistake> found = new ArrayList<>();
		runner.run((context) -> found.addAll(mistakes(context.getStartupFailure())));
		return found;
	}

	/**
	 * The text of the one mistake that stops the start of an application with this bean.
	 */
	public static String onlyMistake(Class<?> bean) {
		List<Mistake> mistakes = mistakes(runner().withBean(bean));
		assertThat(mistakes).hasSize(1);
		return mistakes.get(0).toString();
	}

	private static List<Mistake> mistakes(Throwable failure) {
		if (failure == null) {
			return List.of();
		}
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof InvalidResilienceConfigurationException invalid) {
				return invalid.mistakes();
			}
		}
		throw new AssertionError("The start failed for another reason", failure);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, ResilienceAutoConfiguration.class })
	static class Starter {

	}

	/** Everything that Boot finds on the class path, but for the security of the web. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = { SECURITY + "UserDetailsServiceAutoConfiguration",
			SECURITY + "ReactiveUserDetailsServiceAutoConfiguration",
			SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
			SECURITY + "web.servlet.SecurityFilterAutoConfiguration",
			SECURITY + "web.reactive.ReactiveWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration" })
	public static class Everything {

	}

	/** Everything that Boot finds on the class path. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class EverythingSecured {

	}

}
