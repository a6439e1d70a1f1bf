package dev.resilience.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may import whom. */
class ArchitectureTests {

	private static final String ROOT = "dev.resilience.test";

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void theKitAndTheConformanceCheckDoNotKnowEachOther() {
		noClasses().that()
			.resideInAPackage(ROOT)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".conformance")
			.check(this.classes);
		noClasses().that()
			.resideInAPackage(ROOT + ".conformance")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT)
			.check(this.classes);
	}

	/** Who uses the kit has no ArchUnit to know of, and the other way round. */
	@Test
	void onlyTheConformanceCheckKnowsArchUnit() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".conformance")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.tngtech.archunit..")
			.check(this.classes);
	}

	/** Whatever a user tests with. */
	@Test
	void nothingNeedsJUnit() {
		noClasses().should().dependOnClassesThat().resideInAnyPackage("org.junit..", "junit..").check(this.classes);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(this.classes).extracting(JavaClass::getPackage)
			.allMatch((found) -> found.isAnnotatedWith(NullMarked.class));
	}

}
