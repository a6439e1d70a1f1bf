package dev.resilience.reliability.subject;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is added to the sample. */
@Configuration(proxyBeanMethods = false)
@Import(WatchController.class)
class Watch {

	@Bean
	RequestWatch requestWatch() {
		return new RequestWatch();
	}

	@Bean
	Ballast ballast() {
		return new Ballast();
	}

	@Bean
	ProviderMove providerMove() {
		return new ProviderMove();
	}

	@Bean
	RestClientCustomizer moveCustomizer(ProviderMove move) {
		return (builder) -> builder.requestInterceptor(move);
	}

}
