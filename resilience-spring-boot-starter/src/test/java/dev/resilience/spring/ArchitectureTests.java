package dev.resilience.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.util.ClassUtils;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may import whom. */
class ArchitectureTests {

	private static final String ROOT = "dev.resilience.spring";

	private static final List<String> BELOW_THE_INTERCEPTOR = List.of("config", "failure", "event", "metrics",
			"context", "reactive", "fallback", "health");

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void nobodyImportsTheAutoConfiguration() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".autoconfigure")
			.check(this.classes);
	}

	@Test
	void nobodyImportsTheAheadOfTimeProcessing() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".aot")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".aot")
			.check(this.classes);
	}

	@Test
	void theAheadOfTimeProcessingKnowsTheInterceptorAndTheConfigurationAlone() {
		noClasses().that()
			.resideInAPackage(ROOT + ".aot")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".failure", ROOT + ".event", ROOT + ".metrics", ROOT + ".context",
					ROOT + ".reactive", ROOT + ".actuate", ROOT + ".startup", ROOT + ".health", ROOT + ".check",
					ROOT + ".autoconfigure")
			.check(this.classes);
	}

	@Test
	void theChecksOfBackendsKnowTheConfigurationAlone() {
		noClasses().that()
			.resideInAPackage(ROOT + ".check")
			.should()
			.dependOnClassesThat(
					resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT + ".check", ROOT + ".config"))))
			.check(this.classes);
	}

	@Test
	void whatIsBelowTheInterceptorKnowsNothingOfIt() {
		noClasses().that()
			.resideInAnyPackage(BELOW_THE_INTERCEPTOR.stream().map((name) -> ROOT + "." + name).toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".intercept", ROOT + ".actuate", ROOT + ".startup", ROOT + ".autoconfigure")
			.check(this.classes);
	}

	@Test
	void thePackagesBelowTheInterceptorDoNotKnowEachOther() {
		for (String each : BELOW_THE_INTERCEPTOR) {
			for (String other : BELOW_THE_INTERCEPTOR) {
				if (!each.equals(other)) {
					noClasses().that()
						.resideInAPackage(ROOT + "." + each)
						.should()
						.dependOnClassesThat()
						.resideInAPackage(ROOT + "." + other)
						.check(this.classes);
				}
			}
		}
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void everyPackageIsNullMarked() {
		Set<String> unmarked = new TreeSet<>();
		for (JavaClass type : this.classes) {
			if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
				unmarked.add(type.getPackageName());
			}
		}
		assertThat(unmarked).isEmpty();
	}

	@Test
	void nobodyReadsTheTimePastTheTimeSource() {
		noClasses().should()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(LocalDateTime.class, "now")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Clock.class)
			.orShould()
			.callMethod(Thread.class, "sleep", long.class)
			.check(this.classes);
	}

	@Test
	void nobodyHoldsALock() {
		noClasses().that()
			.resideInAnyPackage(ROOT + ".intercept", ROOT + ".metrics", ROOT + ".event", ROOT + ".failure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("java.util.concurrent.locks")
			.check(this.classes);
	}

	/** What configuration says is data, and never code. */
	@Test
	void nobodyEvaluatesExpressionsOrScriptsOrReadsObjects() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.expression..", "org.springframework.scripting..", "javax.script..",
					"javax.naming..")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(ObjectInput.class)
			.check(this.classes);
	}

	/** They are strings, because the libraries may be absent; here they are present. */
	@Test
	void theClassesThatTheCoreKnowsByNameExist() throws IOException {
		Set<String> names = strings("dev.resilience.failure.KnownFailures");
		names.addAll(strings("dev.resilience.failure.Causes"));
		names.addAll(strings("dev.resilience.spring.failure.HttpFailures"));
		names.removeIf((name) -> !name.matches("(java|jakarta|org)\\.[\\w.]+\\.[A-Z]\\w+"));
		assertThat(names).hasSizeGreaterThan(20).allMatch((name) -> ClassUtils.isPresent(name, null), "is there");
	}

	private static Set<String> strings(String type) throws IOException {
		Set<String> strings = new TreeSet<>();
		String resource = "/" + type.replace('.', '/') + ".class";
		try (InputStream stream = ArchitectureTests.class.getResourceAsStream(resource)) {
			assertThat(stream).as(resource).isNotNull();
			new ClassReader(stream).accept(new ClassVisitor(SpringAsmInfo.ASM_VERSION) {

				@Override
				public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
						String[] exceptions) {
					return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {

						@Override
						public void visitLdcInsn(Object value) {
							if (value instanceof String text) {
								strings.add(text);
							}
						}

					};
				}

			}, 0);
		}
		return strings;
	}

}
