package dev.resilience.spring.aot;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.Set;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.actuate.CircuitsEndpoint;
import dev.resilience.spring.actuate.CircuitsWebExtension;
import dev.resilience.spring.config.ReadyMadePolicies;
import dev.resilience.spring.config.SettingsReader;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;

import org.springframework.aop.framework.ReflectiveMethodInvocation;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;

/** What stays reachable by reflection in every application. */
class ResilienceRuntimeHintsTests {

	@Test
	void theAttributesOfAnnotationsCanBeRead() {
		for (Class<? extends Annotation> annotation : List.of(Retryable.class, CircuitProtected.class,
				TimeLimited.class, Fallback.class, Resilient.class)) {
			for (Method attribute : annotation.getDeclaredMethods()) {
				OurHints.always().call(annotation, attribute.getName());
			}
		}
	}

	@Test
	void thePropertiesCanBeBoundAndMerged() {
		OurHints hints = OurHints.always();
		Set<Class<?>> records = new LinkedHashSet<>();
		collect(ResolvableType.forClass(SettingsReader.boundType()), records);
		assertThat(records).extracting(Class::getSimpleName)
			.contains("ResilienceProperties", "Rule", "PolicyProperties", "Backoff", "HalfOpen", "Fallback");
		for (Class<?> type : records) {
			hints.make(type);
			for (RecordComponent component : type.getRecordComponents()) {
				hints.call(type, component.getAccessor().getName());
			}
		}
	}

	@Test
	void theReadyMadePoliciesAreThere() {
		assertThat(new ClassPathResource(ReadyMadePolicies.FILE).exists()).isTrue();
		assertThat(RuntimeHintsPredicates.resource().forResource(ReadyMadePolicies.FILE))
			.accepts(OurHints.always().all());
	}

	@Test
	void optionalLibrariesAreFound() {
		OurHints.always()
			.know(Flux.class, RestClientResponseException.class, WebClientResponseException.class, MDC.class);
	}

	@Test
	void virtualThreadsAreFound() {
		RuntimeHints hints = OurHints.always().all();
		assertThat(hints.reflection().getTypeHint(Thread.class).methods()).extracting(ExecutableHint::getName)
			.containsExactlyInAnyOrder("ofVirtual", "isVirtual");
		assertThat(hints.reflection().getTypeHint(TypeReference.of("java.lang.Thread$Builder")).methods())
			.extracting((method) -> method.getName() + method.getParameterTypes())
			.containsExactlyInAnyOrder("inheritInheritableThreadLocals[boolean]", "name[java.lang.String, long]",
					"factory[]");
	}

	@Test
	void theInterceptorsOfACallAreFound() {
		assertThat(OurHints.always().all().reflection().getTypeHint(ReflectiveMethodInvocation.class).fields())
			.singleElement()
			.satisfies(
					(field) -> assertThat(ReflectionUtils.findField(ReflectiveMethodInvocation.class, field.getName()))
						.isNotNull());
	}

	/** This one is Boot's; here to see that it reaches all that we answer. */
	@Test
	void whatTheEndpointAnswersBecomesJson() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, CircuitsEndpoint.class,
				CircuitsWebExtension.class);
		for (String name : List.of("CircuitDescriptor", "CircuitDescriptor$All", "CircuitDescriptor$Detail",
				"CircuitDescriptor$WindowDescriptor", "CircuitDescriptor$TotalsDescriptor",
				"CircuitDescriptor$LastFailureDescriptor", "EventDescriptor")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(TypeReference.of("dev.resilience.spring.actuate." + name))).as(name).accepts(hints);
		}
		for (Method operation : Stream.of(CircuitsEndpoint.class, CircuitsWebExtension.class)
			.flatMap((type) -> Stream.of(type.getDeclaredMethods()))
			.toList()) {
			if (List.of("circuits", "circuit", "act").contains(operation.getName())) {
				assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(operation)).as(operation.getName())
					.accepts(hints);
			}
		}
	}

	/** This one is Spring's. */
	@Test
	void theReportOfMistakesCanBeMade() throws ClassNotFoundException {
		RuntimeHints hints = new RuntimeHints();
		ClassLoader loader = getClass().getClassLoader();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(hints, loader));
		Class<?> analyzer = Class.forName("dev.resilience.spring.autoconfigure.InvalidConfigurationFailureAnalyzer");
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(analyzer.getDeclaredConstructors()[0]))
			.accepts(hints);
	}

	private static void collect(ResolvableType type, Set<Class<?>> records) {
		for (ResolvableType generic : type.getGenerics()) {
			collect(generic, records);
		}
		if (type.toClass().isRecord() && records.add(type.toClass())) {
			for (RecordComponent component : type.toClass().getRecordComponents()) {
				collect(ResolvableType.forType(component.getGenericType()), records);
			}
		}
	}

}
