package dev.resilience.reliability.cascade;

import java.time.Duration;
import java.util.List;

import dev.resilience.Resilience;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that asks ten backends, each by a client with a policy of its own. With
 * {@code resilience.enabled=false} it is the same application without protection. The
 * configuration is {@code cascade.yml}.
 */
@SpringBootApplication
class TenBackends {

	/** How many they are. */
	static final int COUNT = 10;

	/**
	 * Starts it.
	 * @param args Spring Boot's
	 */
	public static void main(String[] args) {
		SpringApplication.run(TenBackends.class, args);
	}

	@Bean
	Clients clients(Resilience resilience, @Value("${backends}") List<String> addresses,
			@Value("${read-timeout}") Duration read) {
		return new Clients(resilience, addresses, read);
	}

	/** What the users of the application ask. */
	@RestController
	static class Answers {

		private final Clients clients;

		Answers(Clients clients) {
			this.clients = clients;
		}

		@GetMapping("/ask/{backend}")
		ResponseEntity<String> ask(@PathVariable int backend) {
			return answer(this.clients.ask(backend));
		}

		@GetMapping("/ask-all")
		ResponseEntity<String> askAll() {
			StringBuilder all = new StringBuilder();
			for (int backend = 0; backend < COUNT; backend++) {
				all.append(this.clients.ask(backend)).append('\n');
			}
			return answer(all.toString());
		}

		private static ResponseEntity<String> answer(String text) {
			return ResponseEntity.ok().header("Degraded", String.valueOf(text.contains("stand-in"))).body(text);
		}

	}

}
