package dev.resilience.spring.actuate;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration of the README: whoever operates may act, whoever watches may read,
 * and health is open.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class SecuredEndpointsTests {

	private static final String DISABLE = "{\"action\": \"disable\"}";

	@Parameter
	private WebApplicationType type;

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = start(type, directory, "");
	}

	private static WebApplication start(WebApplicationType type, Path directory, String yaml) {
		return WebApplication.secured(type, directory, """
				management.endpoints.web.exposure.include: health, circuits, resilience
				management.endpoint.circuits.access: unrestricted
				resilience.policies.payments.circuit:
				""" + yaml, Client.class, OnServlet.class, SecuredReactiveApplication.class);
	}

	@AfterEach
	void reset() {
		circuit().reset();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/circuits,, 401", "/actuator/circuits, nobody, 401", "/actuator/circuits, guest, 403",
			"/actuator/circuits, watcher, 200", "/actuator/circuits, operator, 200",
			"/actuator/circuits/payments,, 401", "/actuator/circuits/payments, watcher, 200",
			"/actuator/circuits/unknown,, 401", "/actuator/circuits/unknown, watcher, 404",
			"/actuator/resilience,, 401", "/actuator/resilience, guest, 403", "/actuator/resilience, watcher, 200",
			"/actuator/health,, 200", "/actuator/health, guest, 200" })
	void readsWhoMayRead(String path, String user, int status) {
		assertThat(application.send(as(user, path).GET()).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ ", 401", "nobody, 401", "guest, 403", "watcher, 403", "operator, 200" })
	void actsWhoMayAct(String user, int status) {
		assertThat(act(user, "payments", DISABLE)).isEqualTo(status);
		assertThat(circuit().state()).isEqualTo((status == 200) ? CircuitState.DISABLED : CircuitState.CLOSED);
	}

	@Test
	void theOtherAnswersAreThoseWithoutSecurity() {
		assertThat(act("operator", "unknown", DISABLE)).isEqualTo(404);
		assertThat(act("operator", "payments", "{\"action\": \"explode\"}")).isEqualTo(400);
		assertThat(act("operator", "payments", "nonsense")).isEqualTo(400);
	}

	@Test
	void noSessionIsBegunThatAnotherSiteCouldRideOn() {
		assertThat(application.send(as("operator", "/actuator/circuits").GET()).headers().map().keySet())
			.doesNotContain("set-cookie", "Set-Cookie");
	}

	@Test
	void whatIsNoEndpointIsLeftToTheApplicationsOwnRules() {
		assertThat(application.send(application.request("/anything").GET()).status()).isEqualTo(401);
	}

	@Test
	void theSameHoldsOnAManagementPort(@TempDir Path other) {
		try (WebApplication separate = start(this.type, other, "management.server.port: 0\n")) {
			String port = "local.management.port";
			String path = "/actuator/circuits/payments";
			assertThat(separate.send(separate.requestOf(port, "/actuator/health").GET()).status()).isEqualTo(200);
			assertThat(separate.send(separate.requestOf(port, path).GET()).status()).isEqualTo(401);
			assertThat(separate.send(as("guest", separate.requestOf(port, path)).GET()).status()).isEqualTo(403);
			assertThat(separate.send(as("watcher", separate.requestOf(port, path)).GET()).status()).isEqualTo(200);
			assertThat(separate.send(disable(as("watcher", separate.requestOf(port, path)))).status()).isEqualTo(403);
			assertThat(separate.send(disable(as("operator", separate.requestOf(port, path)))).status()).isEqualTo(200);
		}
	}

	private static HttpRequest.Builder disable(HttpRequest.Builder request) {
		return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(DISABLE));
	}

	private static int act(String user, String name, String body) {
		return application
			.send(as(user, "/actuator/circuits/" + name).header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body)))
			.status();
	}

	private static HttpRequest.Builder as(String user, String path) {
		return as(user, application.request(path));
	}

	private static HttpRequest.Builder as(String user, HttpRequest.Builder request) {
		if (user != null) {
			byte[] credentials = (user + ":password").getBytes(StandardCharsets.UTF_8);
			request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
		}
		return request;
	}

	private static Circuit circuit() {
		return application.context().getBean(Circuits.class).get("payments");
	}

	static UserDetails[] users() {
		return new UserDetails[] { user("guest", "GUEST"), user("watcher", "WATCHER"),
				user("operator", "WATCHER", "OPERATOR") };
	}

	private static UserDetails user(String name, String... roles) {
		return User.withUsername(name).password("{noop}password").roles(roles).build();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class OnServlet {

		@Bean
		@Order(1)
		SecurityFilterChain actuator(HttpSecurity http) throws Exception {
			return http.securityMatcher(EndpointRequest.toAnyEndpoint())
				.authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to("health"))
					.permitAll()
					.requestMatchers(HttpMethod.GET)
					.hasRole("WATCHER")
					.anyRequest()
					.hasRole("OPERATOR"))
				.httpBasic(Customizer.withDefaults())
				.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
				.csrf((csrf) -> csrf.disable())
				.build();
		}

		@Bean
		SecurityFilterChain rest(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		InMemoryUserDetailsManager people() {
			return new InMemoryUserDetailsManager(users());
		}

	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
			// nothing to do
		}

	}

}
