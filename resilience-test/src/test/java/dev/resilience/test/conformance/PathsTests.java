package dev.resilience.test.conformance;

import java.util.List;

import dev.resilience.test.conformance.paths.Wrapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What leads to a call decides whether it is protected. */
class PathsTests {

	private static final String PACKAGE = "dev.resilience.test.conformance.paths.";

	private static final List<BackendCall> MATRIX = ResilienceConformance
		.ofPackages("dev.resilience.test.conformance.paths")
		.includingTests()
		.matrix();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Ways$Helper#send                | circuit, retry: payments; time-limit: slow
			Ways$Gateway#send               | fallback; @Resilient: returns or retry: orders
			Ways$Listener#onOtherEvent      | retry: listener
			Ways$MadeByProtected$Request#<init> | retry: made
			Ways$Recursion#page             | retry: pages
			SelfCalls$ThroughTheProxy#load  | retry: prices
			SelfCalls$Nested#load           | retry: inner or retry: outer
			Lambdas$InProtected#find        | time-limit: search
			Lambdas$InProtected#reference   | time-limit: search
			Lambdas$InProtected#later       | time-limit: search
			Lambdas$InProtected$1#run       | time-limit: search
			Lambdas$InProtected$1Local#run  | time-limit: search
			Lambdas$Work#run                | by code
			Lambdas$ByCode#call             | by code: stock
			Lambdas$ByCode#run              | by code: stock
			Lambdas$ByCode#reference        | by code: stock
			Lambdas$ByCode#later            | by code: stock
			Lambdas$ByCode#send             | by code: stock
			Lambdas$ByCode$1#run            | by code
			Types$StockCheck#check          | backend check
			Types$Checks#check              | by code
			Types$RemoteStock#look          | retry: stock
			Types$Derived#load              | retry: base
			Types$Derived#hook              | retry: derived
			Types$Composed#find             | retry: composed
			Types$ClientLoader#load         | retry: user
			Types$ShopTemplate#shop         | retry: shop
			Types$Query#send                | retry: query
			Types$Method$1#send             | retry: query
			Types$ApiUser#find              | retry: interface
			""")
	void takesACallForProtectedThatOnlyProtectedMethodsReach(String place, String policies) {
		BackendCall call = at(place);
		assertThat(call.coverage()).as(call.gaps().toString()).isEqualTo(Coverage.PROTECTED);
		assertThat(call.coveredBy()).isEqualTo(policies);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Ways$SharedHelper#send      | Ways$SharedHelper#payInHaste is called by no code that was read.
					Ways$Gateway#sendAtNight    | Ways$Returns#nightly is called by a framework (@Scheduled).
					Ways$Listener#onEvent       | Ways$Listener#onEvent is called by a framework (@EventListener).
					Ways$Listener#elsewhere     | Ways$Listener#elsewhere is called by a framework (@Async).
					Ways$Made#<clinit>          | Ways$Made#<clinit> runs when the class is loaded.
					Ways$Made#<init>            | Ways$Made#<init> is called by no code that was read.
					Ways$MadeByFramework#<init> | Ways$MadeByFramework#<init> runs when the bean is made.
					Ways$FallbackAlone#find     | Ways$FallbackAlone#find has a @Fallback alone, which neither limits nor retries
					Ways$NoProxy#hidden         | which is annotated, but is private, so no proxy can intercept it
					Ways$NoProxy#fixed          | Ways$NoProxy#fixed is annotated, but is final, so no proxy can intercept it
					Ways$NoProxy#ofNobody       | Ways$NoProxy#ofNobody is annotated, but is static, so no proxy can intercept it
					Ways$Recursion#even         | Only methods that call each other lead to it
					Ways$Recursion#ping         | Only methods that call each other lead to it
					Lambdas$InBare#find         | Lambdas$InBare#find is called by no code that was read.
					Lambdas$InBare#reference    | Lambdas$InBare#reference is called by no code that was read.
					Lambdas$InBare$1#run        | Lambdas$InBare#anonymous is called by no code that was read.
					Lambdas$ByCode#beside       | Lambdas$ByCode#beside is called by no code that was read.
					Lambdas$ByCode#bothOnOneLine | Lambdas$ByCode#bothOnOneLine is called by no code that was read.
					Lambdas$Work#beside         | Lambdas$Work#beside is called by no code that was read.
					Lambdas$NoWork#run          | Lambdas$NoWork#run is called by no code that was read.
					Types$MappedController#page | Types$MappedController#page is called by a framework (@RequestMapping).
					Types$StockCheck#warmUp     | Types$StockCheck#warmUp is called by no code that was read.
					Types$Base#bare             | Types$Base#bare is called by no code that was read.
					Types$Composed#packagePrivate | Types$Composed#packagePrivate is called by no code that was read.
					Types$ClientFunction#apply  | Types$ClientFunction#apply implements Function.apply, which code calls that was not
					Types$ShopUser#put          | Types$ShopUser#put is called by no code that was read.
					Types$WrappedClient#find    | Types$WrappedClient#find is called by no code that was read.
					""")
	void tellsWhyACallIsNotProtected(String place, String why) {
		BackendCall call = at(place);
		assertThat(call.coverage()).isEqualTo(Coverage.UNPROTECTED);
		assertThat(call.gaps()).singleElement().asString().contains(why);
		assertThat(call.coveredBy()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			SelfCalls$PastTheProxy#load   | SelfCalls$PastTheProxy#refresh
			SelfCalls$Covered#load        | SelfCalls$OfSuper#past
			SelfCalls$InLambda#load       | SelfCalls$InLambda#refresh
			SelfCalls$ByReference#load    | SelfCalls$ByReference#refresh
			SelfCalls$FromInnerClass#load | SelfCalls$FromInnerClass$Inner#refresh
			""")
	void findsCallsThatGoPastTheProxy(String place, String caller) {
		assertThat(at(place).gaps()).singleElement()
			.asString()
			.contains(caller + " is called by no code that was read.")
			.endsWith("calls " + PACKAGE + place
					+ ", which is protected, but not from its own object: that goes past the proxy");
	}

	@Test
	void showsTheWholeWayToTheCall() {
		BackendCall call = at("Ways$Gateway#sendAtNight");
		assertThat(call.gaps().get(0).lines().toList().get(1))
			.matches("  .*Ways\\$Returns\\.nightly\\(Ways\\.java:\\d+\\)" + " calls .*Ways\\$Gateway#sendAtNight");
	}

	@Test
	void passesOverWhatControllersServeAndWhatClientsDoInside() {
		assertThat(MATRIX).extracting(BackendCall::client).doesNotContain("ServedApi.find", "RestTemplate.put");
	}

	@Test
	void believesThatATypeIsWrappedByCode() {
		List<BackendCall> calls = ResilienceConformance.ofPackages("dev.resilience.test.conformance.paths")
			.includingTests()
			.protectedByCode(Wrapped.class, "stock")
			.matrix();
		assertThat(at(calls, "Types$WrappedClient#find").coveredBy()).isEqualTo("by code: stock");
		assertThat(at(calls, "Types$Base#bare").coverage()).isEqualTo(Coverage.UNPROTECTED);
	}

	private static BackendCall at(String place) {
		return at(MATRIX, place);
	}

	/** Where there are two, they are alike. */
	private static BackendCall at(List<BackendCall> calls, String place) {
		List<BackendCall> found = calls.stream()
			.filter((call) -> (call.type() + "#" + call.method()).equals(PACKAGE + place))
			.toList();
		assertThat(found).as(place).isNotEmpty();
		assertThat(found).extracting(BackendCall::coverage).containsOnly(found.get(0).coverage());
		return found.get(0);
	}

}
