package dev.resilience.spring.aot;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import dev.resilience.spring.autoconfigure.ResilienceEndpointAutoConfiguration;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.TestCompiler;

/**
 * An application that is processed ahead of time, as its build would do it; and started
 * from what that has generated, as often as one likes.
 */
final class AheadOfTime {

	private final TestGenerationContext generated = new TestGenerationContext();

	/** Processes an application whose build sees these properties. */
	AheadOfTime(Map<String, Object> properties, Class<?>... sources) {
		try (AnnotationConfigApplicationContext context = context(properties, sources)) {
			new ApplicationContextAotGenerator().processAheadOfTime(context, this.generated);
		}
		this.generated.writeGeneratedContent();
	}

	/** The application as it is without all this, not yet refreshed. */
	static AnnotationConfigApplicationContext context(Map<String, Object> properties, Class<?>... sources) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		addTo(context, properties);
		context.register(Starter.class);
		List.of(sources).forEach(context::register);
		return context;
	}

	/** Starts it where it sees these properties, and closes it after the test. */
	@SuppressWarnings("unchecked")
	void start(Map<String, Object> properties, Consumer<GenericApplicationContext> test) {
		TestCompiler.forSystem().with(this.generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				addTo(context, properties);
				compiled.getInstance(ApplicationContextInitializer.class).initialize(context);
				context.refresh();
				test.accept(context);
			}
		});
	}

	private static void addTo(GenericApplicationContext context, Map<String, Object> properties) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, ResilienceAutoConfiguration.class,
			ResilienceEndpointAutoConfiguration.class })
	static class Starter {

	}

}
