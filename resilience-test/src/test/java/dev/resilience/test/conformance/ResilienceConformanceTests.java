package dev.resilience.test.conformance;

import java.util.List;

import dev.resilience.test.conformance.quiet.Quiet;
import dev.resilience.test.conformance.small.Prices;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResilienceConformanceTests {

	private static final String ODD = "dev.resilience.test.conformance.odd";

	private static final String MESSAGE = """
			2 of 3 calls to backends are not protected

			In dev.resilience.test.conformance.small  Call               Covered by
			Prices.latest(Prices.java:20)             RestClient.get     NOTHING
			Prices.send(Prices.java:30)               RestClient.post    NOTHING
			Prices.clear(Prices.java:35)              RestClient.delete  unprotected: who clears wants to see it fail

			Not protected:
			  dev.resilience.test.conformance.small.Prices.latest(Prices.java:20) calls RestClient.get
			    Prices#refresh is called by a framework (@Scheduled).
			      Prices.refresh(Prices.java:25) calls Prices#latest, which is protected, but not from its own object: \
			that goes past the proxy
			  dev.resilience.test.conformance.small.Prices.send(Prices.java:30) calls RestClient.post
			    Prices#refresh is called by a framework (@Scheduled).
			      Prices.refresh(Prices.java:26) calls Prices#send

			Annotate a method on the way, and call it from another bean; or say why there is no need: \
			@Unprotected("…").""";

	private static final String LEGACY = ODD + ".Legacy";

	@Test
	void printsTheMatrixAndEachWayThatIsNotProtected() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ResilienceConformance.of(Prices.class).includingTests().check())
			.satisfies((error) -> assertThat(error.getMessage()).isEqualToNormalizingNewlines(MESSAGE));
	}

	@Test
	void passesWhenEachCallIsProtectedOrExcepted() {
		ResilienceConformance check = ResilienceConformance.of(Prices.class).includingTests();
		check.except(Prices.class.getName() + "#refresh", "runs again a second later").check();
		assertThat(check.matrix()).extracting(BackendCall::coverage)
			.containsExactly(Coverage.EXCEPTED, Coverage.EXCEPTED, Coverage.EXCEPTED);
	}

	@Test
	void takesExceptionsFromAnnotationsOfMethodsAndClasses() {
		List<BackendCall> calls = ResilienceConformance.ofPackages(ODD).includingTests().matrix();
		assertThat(calls)
			.extracting((call) -> call.type() + "#" + call.method() + " " + call.coverage() + " " + call.coveredBy())
			.containsExactly(LEGACY + "#read UNPROTECTED ",
					LEGACY + "#send EXCEPTED retry: legacy or unprotected: the page shows each failure itself",
					LEGACY + "#blank UNPROTECTED ", LEGACY + "$Probe#probe EXCEPTED unprotected: a probe has to fail",
					LEGACY + "$Probe#patientProbe PROTECTED retry: probe");
		assertThat(calls.get(2).gaps()).containsExactly(LEGACY + "#blank has an @Unprotected without a reason.");
	}

	@Test
	void takesExceptionsByNameOfMethodAndClass() {
		assertThat(ResilienceConformance.ofPackages(ODD)
			.includingTests()
			.except(LEGACY + "#read", "is switched off in spring")
			.matrix()
			.get(0)
			.coveredBy()).isEqualTo("unprotected: is switched off in spring");
		assertThat(ResilienceConformance.ofPackages(ODD)
			.includingTests()
			.except(LEGACY, "is switched off in spring")
			.matrix()
			.get(0)
			.coverage()).isEqualTo(Coverage.EXCEPTED);
	}

	@Test
	void refusesAnExceptionThatStandsForNoCall() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ResilienceConformance.of(Prices.class)
				.includingTests()
				.except(Prices.class.getName() + "#refresh", "runs again a second later")
				.except("com.acme.Lagacy#read", "is switched off in spring")
				.check())
			.withMessage("No unprotected call was found for the exceptions of com.acme.Lagacy#read. "
					+ "Take them away, or correct the names.");
	}

	@Test
	void refusesAnExceptionWithoutAReason() {
		ResilienceConformance check = ResilienceConformance.of(Prices.class);
		assertThatIllegalArgumentException().isThrownBy(() -> check.except("com.acme.Legacy#read", " "))
			.withMessage("The exception of com.acme.Legacy#read needs a reason");
	}

	@Test
	void failsIfThereIsNoClassToLookAt() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ResilienceConformance.ofPackages("com.acme.nothing").check())
			.withMessage("No class was found in com.acme.nothing or below, so nothing is proved. "
					+ "Test classes are not looked at.");
	}

	@Test
	void leavesTestClassesOut() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ResilienceConformance.of(Prices.class).check())
			.withMessageStartingWith("No class was found in " + Prices.class.getPackageName());
	}

	@Test
	void failsIfThereIsNoCallToLookAt() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ResilienceConformance.of(Quiet.class).includingTests().check())
			.withMessage("No call to a backend was found in " + Quiet.class.getPackageName()
					+ " or below (classes read: 1), so nothing is proved. Name the application's own clients with "
					+ "client(…).");
	}

	@Test
	void looksForClientsThatTheApplicationNames() {
		assertThat(clients(LEGACY + "$Sdk")).containsExactly("Sdk.fetch", "Sdk.name");
		assertThat(clients(LEGACY + "$Sdk", "fetch")).containsExactly("Sdk.fetch");
		assertThat(clients(LEGACY + "$Sdk", "create")).containsExactly("Sdk.create");
	}

	private static List<String> clients(String type, String... methods) {
		return ResilienceConformance.ofPackages(ODD)
			.includingTests()
			.client(type, methods)
			.matrix()
			.stream()
			.filter((call) -> call.type().equals(LEGACY + "$SdkUser"))
			.map(BackendCall::client)
			.toList();
	}

}
