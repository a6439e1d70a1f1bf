package dev.resilience.spring.aot;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * The hints that come from us alone, found as Spring finds them; those of Spring itself
 * would hide what ours leave out.
 */
final class OurHints {

	private final RuntimeHints hints;

	private OurHints(RuntimeHints hints) {
		this.hints = hints;
	}

	/** Those that are given to every application. */
	static OurHints always() {
		RuntimeHints hints = new RuntimeHints();
		ours(RuntimeHintsRegistrar.class).forEach((registrar) -> registrar.registerHints(hints, null));
		return new OurHints(hints);
	}

	static OurHints of(Class<?>... beans) {
		return of(Map.of(), beans);
	}

	/** Those of an application with these beans. */
	static OurHints of(Map<String, Object> properties, Class<?>... beans) {
		TestGenerationContext generation = new TestGenerationContext();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
			List.of(beans).forEach(context::register);
			context.refreshForAotProcessing(new RuntimeHints());
			for (String name : context.getBeanDefinitionNames()) {
				RegisteredBean bean = RegisteredBean.of(context.getBeanFactory(), name);
				ours(BeanRegistrationAotProcessor.class).stream()
					.map((processor) -> processor.processAheadOfTime(bean))
					.filter(Objects::nonNull)
					.forEach((contribution) -> contribution.applyTo(generation, mock(BeanRegistrationCode.class)));
			}
			ours(BeanFactoryInitializationAotProcessor.class).stream()
				.map((processor) -> processor.processAheadOfTime(context.getBeanFactory()))
				.filter(Objects::nonNull)
				.forEach((contribution) -> contribution.applyTo(generation, mock(BeanFactoryInitializationCode.class)));
		}
		return new OurHints(generation.getRuntimeHints());
	}

	private static <T> List<T> ours(Class<T> type) {
		List<T> ours = AotServices.factories()
			.load(type)
			.stream()
			.filter((service) -> service.getClass().getName().startsWith("dev.resilience."))
			.toList();
		assertThat(ours).as("found by Spring").hasSize(1);
		return ours;
	}

	RuntimeHints all() {
		return this.hints;
	}

	/** Asserts that a method may be called, whatever its parameters are. */
	void call(Class<?> type, String method) {
		for (Method each : type.getDeclaredMethods()) {
			if (each.getName().equals(method)) {
				assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(each)).as("call of %s", each)
					.accepts(this.hints);
			}
		}
		assertThat(type.getDeclaredMethods()).extracting(Method::getName).contains(method);
	}

	/** Asserts that classes may be searched, or found by their names. */
	void know(Class<?>... types) {
		for (Class<?> type : types) {
			assertThat(isKnown(type)).as("look at %s", type).accepts(this.hints);
		}
	}

	void doNotKnow(Class<?> type) {
		assertThat(isKnown(type)).as("look at %s", type).rejects(this.hints);
	}

	/** Asserts that objects of classes may be made by any constructor. */
	void make(Class<?>... types) {
		for (Class<?> type : types) {
			assertThat(type.getDeclaredConstructors()).isNotEmpty()
				.allSatisfy((constructor) -> assertThat(
						RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor))
					.as("call of %s", constructor)
					.accepts(this.hints));
		}
	}

	private static Predicate<RuntimeHints> isKnown(Class<?> type) {
		return RuntimeHintsPredicates.reflection().onType(type);
	}

}
