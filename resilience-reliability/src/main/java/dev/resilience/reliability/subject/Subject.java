package dev.resilience.reliability.subject;

import java.util.Objects;

import dev.resilience.sample.SampleApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** The process that suffers: the sample application, watched. */
public final class Subject {

	/** Begins the line that tells the port. */
	static final String PORT = "subject listens on ";

	private Subject() {
	}

	/**
	 * Starts it, and says on which port it listens.
	 * @param args properties, as Spring Boot takes them
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleApplication.class, Watch.class);
		WebServerApplicationContext context = (WebServerApplicationContext) application.run(args);
		System.out.println(PORT + Objects.requireNonNull(context.getWebServer()).getPort());
	}

}
