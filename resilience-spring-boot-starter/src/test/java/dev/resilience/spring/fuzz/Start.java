package dev.resilience.spring.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.support.Contexts;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the application again and again, and keeps what somebody at the terminal sees.
 */
final class Start implements AutoCloseable {

	private static final String REPORTS = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

	private final Path directory;

	private final Logger reports = (Logger) LoggerFactory.getLogger(REPORTS);

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Level usual = this.root.getLevel();

	private final ListAppender<ILoggingEvent> printed = new ListAppender<>();

	Start(Path directory) {
		this.directory = directory;
		this.root.setLevel(Level.OFF);
		this.reports.setLevel(Level.ERROR);
		this.reports.setAdditive(false);
		this.reports.addAppender(this.printed);
		this.printed.start();
	}

	/**
	 * Starts it once.
	 * @param yaml the configuration
	 * @param sources the classes of the application
	 * @param look tells what is different in an application that has started
	 */
	Outcome with(String yaml, List<Class<?>> sources, Function<ResilienceSettings, List<String>> look) {
		this.printed.list.clear();
		List<String> differences = new ArrayList<>();
		Throwable failure = null;
		long begin = System.nanoTime();
		try (ConfigurableApplicationContext context = application(sources)
			.run(Contexts.arguments(this.directory, yaml))) {
			differences.addAll(look.apply(context.getBean(ResilienceSettings.class)));
		}
		catch (Throwable ex) {
			failure = ex;
		}
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		String report = this.printed.list.isEmpty() ? null : this.printed.list.get(0).getFormattedMessage();
		return new Outcome(failure, mistakes(failure), report, took, differences);
	}

	private static SpringApplicationBuilder application(List<Class<?>> sources) {
		SpringApplicationBuilder builder = Contexts.application(sources.toArray(Class<?>[]::new))
			.registerShutdownHook(false);
		List<ApplicationListener<?>> listeners = new ArrayList<>(builder.application().getListeners());
		// to set up logging anew takes longer than all the rest
		listeners.removeIf((listener) -> listener instanceof LoggingApplicationListener);
		builder.application().setListeners(listeners);
		return builder;
	}

	private static List<Mistake> mistakes(Throwable failure) {
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof InvalidResilienceConfigurationException invalid) {
				return invalid.mistakes();
			}
		}
		return List.of();
	}

	@Override
	public void close() {
		this.reports.detachAppender(this.printed);
		this.reports.setAdditive(true);
		this.reports.setLevel(null);
		this.root.setLevel(this.usual);
	}

}
