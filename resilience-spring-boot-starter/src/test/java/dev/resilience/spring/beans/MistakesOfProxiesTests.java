package dev.resilience.spring.beans;

import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.intercept.Pipelines;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Mistakes on interfaces, whoever makes an object of them, stop the start. */
class MistakesOfProxiesTests {

	@ParameterizedTest
	@ValueSource(classes = { ForeignProxyTests.BeanMethod.class, ForeignProxyTests.Factories.class,
			ForeignProxyTests.Many.class, ForeignProxyTests.WithoutTarget.class,
			ForeignProxyTests.FrameworkTarget.class })
	void eachIsToldOnceAndNamesTheInterface(Class<?> beans) {
		ApplicationContextRunner runner = Contexts.runner().withBean(Backend.class).withUserConfiguration(beans);
		assertThat(Contexts.mistakes(runner)).extracting(Mistake::toString)
			.hasSize(4)
			.allMatch((mistake) -> mistake.startsWith(AnnotatedQuotes.class.getName() + "#"));
	}

	@ParameterizedTest
	@ValueSource(classes = { ForeignProxyTests.BeanMethod.class, ForeignProxyTests.Factories.class,
			ForeignProxyTests.WithoutTarget.class, ForeignProxyTests.FrameworkTarget.class })
	void aMethodIsListedOnceAndUnderItsInterface(Class<?> beans) {
		Contexts.runner()
			.withBean(Backend.class)
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withUserConfiguration(beans)
			.run((context) -> {
				assertThatException().isThrownBy(() -> context.getBean(AnnotatedQuotes.class).guarded("x"));
				assertThat(context.getBean(Pipelines.class).methodsOf("guarded"))
					.containsExactly(AnnotatedQuotes.class.getName() + "#guarded");
			});
	}

}
