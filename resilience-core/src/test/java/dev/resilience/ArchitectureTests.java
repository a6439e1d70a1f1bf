package dev.resilience;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.resilience.time.Alarm;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The house rules. */
class ArchitectureTests {

	private static final String ROOT = "dev.resilience";

	private static final List<String> KINDS = List.of("retry", "circuit", "timelimit", "fallback");

	private static final JavaClasses PRODUCTION = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void looksAtAllPackages() {
		assertThat(PRODUCTION.stream().map(JavaClass::getPackageName).distinct()).contains(ROOT, ROOT + ".annotation",
				ROOT + ".circuit", ROOT + ".event", ROOT + ".failure", ROOT + ".fallback", ROOT + ".pipeline",
				ROOT + ".policy", ROOT + ".retry", ROOT + ".time", ROOT + ".timelimit", ROOT + ".async",
				ROOT + ".worker", ROOT + ".check");
		assertThat(PRODUCTION.contain(ArchitectureTests.class)).isFalse();
	}

	@Test
	void needsNothingButTheJdkAndJSpecify() {
		classes().should()
			.onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + "..", "org.jspecify.annotations"))
			.check(PRODUCTION);
	}

	@Test
	void knowsNeitherSpringNorALoggingLibrary() {
		noClasses().should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.slf4j..",
					"org.apache.commons.logging..", "org.apache.logging..", "ch.qos.logback..", "java.util.logging.."))
			.check(PRODUCTION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "retry", "circuit", "timelimit", "fallback" })
	void aKindKnowsNoOtherKind(String kind) {
		String[] others = KINDS.stream()
			.filter((other) -> !other.equals(kind))
			.map((other) -> ROOT + "." + other + "..")
			.toArray(String[]::new);
		noClasses().that()
			.resideInAPackage(ROOT + "." + kind + "..")
			.should()
			.dependOnClassesThat(resideInAnyPackage(others))
			.check(PRODUCTION);
	}

	@Test
	void onlyThePipelineKnowsAllKinds() {
		String[] kinds = KINDS.stream().map((kind) -> ROOT + "." + kind + "..").toArray(String[]::new);
		String[] mayKnow = Stream.concat(Arrays.stream(kinds), Stream.of(ROOT + ".pipeline..")).toArray(String[]::new);
		noClasses().that()
			.resideOutsideOfPackages(mayKnow)
			.should()
			.dependOnClassesThat(resideInAnyPackage(kinds))
			.check(PRODUCTION);
	}

	/** Every package is a slice of its own, the root too. */
	@Test
	void packagesDependOnEachOtherInOneDirection() {
		slices().assignedFrom(new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
				return SliceIdentifier.of(javaClass.getPackageName());
			}

			@Override
			public String getDescription() {
				return "packages";
			}

		}).should().beFreeOfCycles().check(PRODUCTION);
	}

	@Test
	void onlyOnePackageReadsTheTimeOrLetsItPass() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".time")
			.should()
			.accessTargetWhere(is("reads the time or waits", ArchitectureTests::readsTheTimeOrWaits))
			.orShould()
			.dependOnClassesThat(resideInAPackage("java.time")
				.and(DescribedPredicate.describe("are clocks", (type) -> type.getSimpleName().contains("Clock"))))
			.check(PRODUCTION);
	}

	@Test
	void onlyTheAlarmAndTheWorkersHaveThreads() {
		noClasses().that()
			.doNotBelongToAnyOf(Alarm.class)
			.and()
			.resideOutsideOfPackage(ROOT + ".worker")
			.should()
			.accessTargetWhere(is("makes a thread", ArchitectureTests::makesAThread))
			.check(PRODUCTION);
	}

	@Test
	void everyPackageIsNullMarked() {
		TreeSet<String> unmarked = new TreeSet<>();
		for (JavaClass type : PRODUCTION) {
			if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
				unmarked.add(type.getPackageName());
			}
		}
		assertThat(unmarked).isEmpty();
	}

	@Test
	void annotationsStandInTheirOwnPackage() {
		classes().that().areAnnotations().should().resideInAPackage(ROOT + ".annotation").check(PRODUCTION);
	}

	/** The engine is a bean in Spring, where an aspect may want to proxy it. */
	@Test
	void aClassIsFinalOrAbstract() {
		classes().that()
			.doNotHaveFullyQualifiedName("dev.resilience.pipeline.ResilienceEngine")
			.and()
			.areNotInterfaces()
			.and()
			.areNotEnums()
			.and()
			.areNotAnonymousClasses()
			.and()
			.doNotHaveModifier(JavaModifier.ABSTRACT)
			.should()
			.haveModifier(JavaModifier.FINAL)
			.check(PRODUCTION);
	}

	private static boolean readsTheTimeOrWaits(AccessTarget target) {
		String owner = target.getOwner().getName();
		return switch (target.getName()) {
			case "nanoTime", "currentTimeMillis" -> owner.equals("java.lang.System");
			case "now" -> owner.startsWith("java.time.");
			case "sleep" -> owner.equals("java.lang.Thread") || owner.equals("java.util.concurrent.TimeUnit");
			case "park", "parkNanos", "parkUntil" -> owner.equals("java.util.concurrent.locks.LockSupport");
			case "wait" -> true;
			case "<init>" -> owner.equals("java.util.Date");
			default -> false;
		};
	}

	private static boolean makesAThread(AccessTarget target) {
		JavaClass owner = target.getOwner();
		return switch (target.getName()) {
			case "<init>" -> owner.isAssignableTo(Thread.class) || owner.isAssignableTo("java.util.Timer")
					|| (owner.isAssignableTo("java.util.concurrent.Executor")
							&& !owner.getPackageName().equals(ROOT + ".worker"));
			case "startVirtualThread", "ofVirtual", "ofPlatform" -> owner.isEquivalentTo(Thread.class);
			default -> owner.getName().equals("java.util.concurrent.Executors");
		};
	}

	private static DescribedPredicate<JavaAccess<?>> is(String description, Predicate<AccessTarget> target) {
		return DescribedPredicate.describe(description, (access) -> target.test(access.getTarget()));
	}

}
