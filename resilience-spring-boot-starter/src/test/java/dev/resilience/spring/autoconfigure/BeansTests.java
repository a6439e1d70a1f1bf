package dev.resilience.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.resilience.Resilience;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the starter's beans behave among others. */
@ExtendWith(OutputCaptureExtension.class)
class BeansTests {

	@TempDir
	private Path directory;

	@Test
	void thereIsOneBeanForEachThingThatUsersInject() {
		Contexts.runner()
			.run((context) -> assertThat(context).hasSingleBean(Resilience.class).hasSingleBean(Circuits.class));
	}

	@Test
	void allBeansOfTheStarterHaveItsNameInTheirs() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory,
				"management.endpoints.web.exposure.include: '*'", Contexts.Everything.class)) {
			for (String name : context.getBeanDefinitionNames()) {
				BeanDefinition definition = context.getBeanFactory().getBeanDefinition(name);
				if (String.valueOf(definition.getFactoryBeanName()).startsWith("dev.resilience")) {
					assertThat(name).matches("resilience[A-Z].*|circuitsEndpoint");
				}
			}
			assertThat(context.containsBean("circuitsEndpoint")).isTrue();
		}
	}

	@Test
	void everyAutoConfigurationThatIsRegisteredExists() throws IOException {
		String file = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";
		List<String> ours = new ArrayList<>();
		for (URL imports : Collections.list(BeansTests.class.getClassLoader().getResources(file))) {
			try (InputStream stream = imports.openStream()) {
				new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
					.filter((line) -> line.startsWith("dev.resilience"))
					.forEach(ours::add);
			}
		}
		assertThat(ours).isNotEmpty().allMatch((name) -> ClassUtils.isPresent(name, null));
	}

	@Test
	void theFailureAnalyzerIsRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {
			}))).hasAtLeastOneElementOfType(InvalidConfigurationFailureAnalyzer.class);
	}

	@Test
	void noBeanIsMadeTooEarly(CapturedOutput output) {
		Contexts.application(Contexts.Everything.class, Client.class)
			.properties("logging.level.root=INFO", "management.endpoints.web.exposure.include=*")
			.run(Contexts.arguments(this.directory, "resilience.policies.payments.retry:"))
			.close();
		assertThat(output).doesNotContain("is not eligible for getting processed");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void anAdvisorOfTheUsersIsNotMadeTooEarlyOnOurAccount(CapturedOutput output) {
		Contexts.application(Client.class, UserAdvisor.class)
			.properties("logging.level.root=INFO")
			.run(Contexts.arguments(this.directory, "resilience.policies.payments.retry:"))
			.close();
		assertThat(output).doesNotContain("resilienceProtectedBeans");
	}

	@Test
	void theWatchdogsThreadEndsWithTheContext() {
		Set<Thread> before = watchdogs();
		Contexts.runner()
			.withPropertyValues("resilience.policies.payments.time-limit.timeout=5s")
			.withBean(Client.class)
			.run((context) -> {
				context.getBean(Client.class).limited();
				Awaitility.await().until(() -> !before.containsAll(watchdogs()));
			});
		Awaitility.await().until(() -> before.containsAll(watchdogs()));
	}

	@Test
	void twentyContextsInARowLeaveNoThreadBehind() {
		Set<Thread> before = threads();
		for (int i = 0; i < 20; i++) {
			Contexts.runner()
				.withPropertyValues("resilience.policies.payments.time-limit.timeout=5s")
				.withBean(Client.class)
				.run((context) -> context.getBean(Client.class).limited());
		}
		Awaitility.await().until(() -> threads().stream().allMatch(before::contains));
	}

	@Test
	void aCallMayOutliveItsContext() {
		Client[] client = new Client[1];
		Contexts.runnerWithRetry()
			.withPropertyValues("resilience.policies.payments.time-limit.timeout=5s")
			.withBean(Client.class)
			.run((context) -> {
				client[0] = context.getBean(Client.class);
				client[0].limited();
				client[0].retried(Script.answering("while it lives"));
			});
		client[0].limited();
		assertThat(client[0].retried(Script.answering("answer"))).isEqualTo("answer");
		IllegalStateException failure = new IllegalStateException();
		assertThatThrownBy(() -> client[0].retried(Script.answering("not asked for").first(failure))).isSameAs(failure);
	}

	private static Set<Thread> watchdogs() {
		return threads().stream()
			.filter((thread) -> thread.getName().equals("resilience-timer"))
			.collect(Collectors.toSet());
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("resilience"))
			.collect(Collectors.toSet());
	}

	static class Client {

		@TimeLimited("payments")
		public void limited() {
		}

		@Retryable("payments")
		public String retried(Script script) {
			return script.play();
		}

	}

	static class UserAdvisor extends StaticMethodMatcherPointcutAdvisor {

		UserAdvisor() {
			super((MethodInterceptor) (invocation) -> invocation.proceed());
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return targetClass == Client.class;
		}

	}

}
