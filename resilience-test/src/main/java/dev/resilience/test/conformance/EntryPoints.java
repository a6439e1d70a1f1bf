package dev.resilience.test.conformance;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.domain.properties.HasName;
import org.jspecify.annotations.Nullable;

/** Methods that others call than the code that is read. */
final class EntryPoints {

	private static final String COMPONENT = "org.springframework.stereotype.Component";

	/** Annotations by which a framework finds what it calls; meta-annotations count. */
	private static final List<String> ANNOTATIONS = List.of("org.springframework.scheduling.annotation.Scheduled",
			"org.springframework.scheduling.annotation.Async", "org.springframework.context.event.EventListener",
			"org.springframework.context.annotation.Bean", "org.springframework.beans.factory.annotation.Autowired",
			"org.springframework.web.bind.annotation.RequestMapping",
			"org.springframework.web.bind.annotation.ExceptionHandler",
			"org.springframework.web.bind.annotation.ModelAttribute",
			"org.springframework.web.bind.annotation.InitBinder",
			"org.springframework.messaging.handler.annotation.MessageMapping",
			"org.springframework.messaging.simp.annotation.SubscribeMapping",
			"org.springframework.graphql.data.method.annotation.SchemaMapping",
			"org.springframework.graphql.data.method.annotation.BatchMapping",
			"org.springframework.kafka.annotation.KafkaListener", "org.springframework.kafka.annotation.KafkaHandler",
			"org.springframework.jms.annotation.JmsListener",
			"org.springframework.amqp.rabbit.annotation.RabbitListener",
			"org.springframework.amqp.rabbit.annotation.RabbitHandler",
			"org.springframework.integration.annotation.ServiceActivator",
			"org.springframework.boot.actuate.endpoint.annotation.ReadOperation",
			"org.springframework.boot.actuate.endpoint.annotation.WriteOperation",
			"org.springframework.boot.actuate.endpoint.annotation.DeleteOperation",
			"org.springframework.ai.tool.annotation.Tool", "jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy");

	private final AnalysedCode code;

	EntryPoints(AnalysedCode code) {
		this.code = code;
	}

	/**
	 * Why others call the method.
	 * @return the rest of a sentence that begins with the method, or null if nobody is
	 * known to
	 */
	@Nullable String reason(JavaCodeUnit method) {
		if (method instanceof JavaStaticInitializer) {
			return "runs when the class is loaded";
		}
		if (method.isConstructor()) {
			return method.getOwner().isMetaAnnotatedWith(COMPONENT) ? "runs when the bean is made" : null;
		}
		for (String annotation : ANNOTATIONS) {
			if (declarations(method).anyMatch((each) -> each.isMetaAnnotatedWith(annotation))) {
				return "is called by a framework (@" + annotation.substring(annotation.lastIndexOf('.') + 1) + ")";
			}
		}
		return overridden(method);
	}

	/** The method and those that it implements, as an interface with the mappings. */
	private static Stream<JavaCodeUnit> declarations(JavaCodeUnit method) {
		if (isNotInherited(method)) {
			return Stream.of(method);
		}
		String[] parameters = HasName.Utils.namesOf(method.getRawParameterTypes()).toArray(String[]::new);
		return method.getOwner()
			.getAllClassesSelfIsAssignableTo()
			.stream()
			.flatMap((type) -> type.tryGetMethod(method.getName(), parameters).stream());
	}

	private static boolean isNotInherited(JavaCodeUnit method) {
		return method.getModifiers().contains(JavaModifier.PRIVATE)
				|| method.getModifiers().contains(JavaModifier.STATIC);
	}

	private @Nullable String overridden(JavaCodeUnit method) {
		if (isNotInherited(method)) {
			return null;
		}
		String[] parameters = HasName.Utils.namesOf(method.getRawParameterTypes()).toArray(String[]::new);
		return Stream.concat(Stream.of(method.getOwner()), method.getOwner().getAllSubclasses().stream())
			.flatMap((type) -> type.getAllClassesSelfIsAssignableTo().stream())
			.filter((type) -> !this.code.contains(type))
			.filter((type) -> type.tryGetMethod(method.getName(), parameters).isPresent())
			.map(JavaClass::getSimpleName)
			.findFirst()
			.map((type) -> "implements " + type + "." + method.getName() + ", which code calls that was not read")
			.orElse(null);
	}

}
