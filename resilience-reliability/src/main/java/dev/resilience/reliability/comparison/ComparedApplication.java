package dev.resilience.reliability.comparison;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Shows quotes that it asks a backend for. A profile, the name of a {@link Variant}, says
 * who protects the calls; the configuration is {@code comparison.yml}.
 */
@SpringBootApplication
class ComparedApplication {

	/**
	 * Starts it.
	 * @param args Spring Boot's
	 */
	public static void main(String[] args) {
		SpringApplication.run(ComparedApplication.class, args);
	}

}
