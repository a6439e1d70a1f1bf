package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.HttpBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Clients that Spring makes of interfaces, over real HTTP. */
class HttpServiceClientTests {

	@Nested
	class AnnotatedOnMethods extends Client {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return overHttp(runner, OnMethods.class);
		}

	}

	@Nested
	class AnnotatedOnTheInterface extends Client {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return overHttp(runner, OnInterfaces.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return HttpClients.asQuotes(context);
		}

	}

	@Test
	void aMistakeOfAClientStopsTheStart() {
		ApplicationContextRunner runner = Contexts.runner()
			.withBean(Backend.class)
			.withConfiguration(AutoConfigurations.of(RestClientAutoConfiguration.class))
			.withUserConfiguration(OnMethods.class);
		assertThat(Contexts.mistakes(runner)).hasSize(4)
			.allSatisfy(
					(mistake) -> assertThat(mistake.toString()).contains("QuoteService#", "there is no such policy"));
	}

	@Nested
	class WhatTheBackendAnswers extends Client {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return overHttp(runner, OnMethods.class);
		}

		@Test
		void reachesTheCallerAsItWas() {
			start(true,
					(quotes, context) -> assertThatExceptionOfType(HttpServerErrorException.ServiceUnavailable.class)
						.isThrownBy(() -> quotes.retried("x")));
		}

	}

	abstract static class Client extends EveryPolicyOf {

		private HttpBackend http;

		@BeforeEach
		void open() {
			this.http = new HttpBackend();
			this.http.answers(503);
			this.http.before(() -> {
				try {
					this.backend.answer();
				}
				catch (IllegalStateException ex) {
					// which is told over HTTP
				}
			});
		}

		@AfterEach
		void close() {
			this.http.close();
		}

		ApplicationContextRunner overHttp(ApplicationContextRunner runner, Class<?> clients) {
			return runner
				.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
						ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
						HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class))
				.withPropertyValues("spring.http.serviceclient.default.base-url=" + this.http.url())
				.withUserConfiguration(clients);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		RestClientCustomizer user(Backend backend) {
			return (builder) -> builder.requestInterceptor((request, body, execution) -> {
				backend.noteUser();
				return execution.execute(request, body);
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(types = QuoteService.class)
	static class OnMethods extends Users {

	}

	/** Public, or Spring could not call its default method. */
	@HttpExchange("/quotes")
	public interface QuoteService extends Quotes {

		@Override
		@GetExchange("/{sku}")
		@Retryable("retried")
		String retried(@PathVariable String sku);

		@Override
		@GetExchange("/{sku}")
		@CircuitProtected("guarded")
		String guarded(@PathVariable String sku);

		@Override
		@GetExchange("/{sku}")
		@TimeLimited("limited")
		String limited(@PathVariable String sku);

		@Override
		@GetExchange("/{sku}")
		@Fallback(method = "instead")
		String answered(@PathVariable String sku);

		@Override
		@GetExchange("/{sku}")
		@Resilient("quotes")
		@Fallback(method = "instead")
		String quote(@PathVariable String sku);

		default String instead(String sku, Exception failure) {
			return Backend.instead(sku, failure);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(types = { HttpClients.Retried.class, HttpClients.Guarded.class, HttpClients.Limited.class,
			HttpClients.Answered.class, HttpClients.Protected.class })
	static class OnInterfaces extends Users {

	}

}
