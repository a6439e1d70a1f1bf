package dev.resilience.spring.shutdown.restarted;

import dev.resilience.Resilience;
import dev.resilience.check.BackendCheck;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureClassifier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Has something of everything that this library takes hold of. */
@Configuration(proxyBeanMethods = false)
public class ShopApplication {

	@Bean
	Shop shop() {
		return new Shop();
	}

	@Bean
	Runnable customer(Shop shop, Resilience resilience) {
		return new Customer(shop, resilience);
	}

	@Bean
	ResilienceListener listener() {
		return (event) -> event.toString();
	}

	@Bean
	FailureClassifier classifier() {
		return (failure) -> null;
	}

	@Bean
	BackendCheck check() {
		return BackendCheck.of("shop", () -> {
			throw new ShopException();
		});
	}

	@EventListener
	void hear(dev.resilience.event.ResilienceEvent event) {
		event.toString();
	}

}
