package dev.resilience.spring.aot;

import java.util.List;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.config.ReadyMadePolicies;
import dev.resilience.spring.config.SettingsReader;
import dev.resilience.spring.intercept.InterceptorChain;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ReflectiveMethodInvocation;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** What is used by reflection whatever the application is. */
final class ResilienceRuntimeHints implements RuntimeHintsRegistrar {

	/** Looked for by name, to see whether their library is there. */
	private static final List<String> OPTIONAL = List.of("reactor.core.publisher.Flux",
			"org.springframework.web.client.RestClientResponseException",
			"org.springframework.web.reactive.function.client.WebClientResponseException", "org.slf4j.MDC");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		ReflectionHints reflection = hints.reflection();
		List.of(Retryable.class, CircuitProtected.class, TimeLimited.class, Fallback.class, Resilient.class)
			.forEach((annotation) -> reflection.registerType(annotation, MemberCategory.INVOKE_PUBLIC_METHODS));
		// constructors for the binder; accessors too, which merge what policies inherit
		new BindingReflectionHintsRegistrar().registerReflectionHints(reflection, SettingsReader.boundType());
		OPTIONAL.forEach((name) -> reflection.registerTypeIfPresent(classLoader, name));
		registerVirtualThreads(reflection);
		hints.resources().registerPattern(ReadyMadePolicies.FILE);
		reflection.registerType(ReflectiveMethodInvocation.class,
				(invocation) -> invocation.withField(InterceptorChain.FIELD));
	}

	/** By name, because the library is compiled for a JDK that has none. */
	private static void registerVirtualThreads(ReflectionHints hints) {
		hints.registerType(Thread.class, (thread) -> thread.withMethod("ofVirtual", List.of(), ExecutableMode.INVOKE)
			.withMethod("isVirtual", List.of(), ExecutableMode.INVOKE));
		hints.registerType(TypeReference.of("java.lang.Thread$Builder"), (builder) -> builder
			.withMethod("inheritInheritableThreadLocals", TypeReference.listOf(boolean.class), ExecutableMode.INVOKE)
			.withMethod("name", TypeReference.listOf(String.class, long.class), ExecutableMode.INVOKE)
			.withMethod("factory", List.of(), ExecutableMode.INVOKE));
	}

}
