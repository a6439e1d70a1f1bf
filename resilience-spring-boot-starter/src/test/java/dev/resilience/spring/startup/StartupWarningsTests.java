package dev.resilience.spring.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.resilience.Resilience;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.resilience.annotation.EnableResilientMethods;

import static org.assertj.core.api.Assertions.assertThat;

/** What is no mistake but hardly meant is a warning; all else is one line. */
@ExtendWith(OutputCaptureExtension.class)
class StartupWarningsTests {

	private static final String POLICIES = """
			logging.level.dev.resilience: info
			resilience:
			  policies:
			    payments.retry: {backoff.delay: 1ms}
			    search:
			      retry:
			      circuit:
			""";

	@TempDir
	private Path directory;

	@Test
	void aRightApplicationSaysOneLineThatCountsMethodsAndPolicies(CapturedOutput output) {
		start(POLICIES, Right.class);
		assertThat(output.getAll().lines().filter((line) -> !line.contains("Contexts") && !line.isBlank()))
			.containsExactly("INFO  dev.resilience : Resilience protects 2 methods with 2 policies");
	}

	@Test
	void whatIsSwitchedOffSaysSo(CapturedOutput output) {
		start(POLICIES.replace("resilience:\n", "resilience:\n  enabled: false\n"), SelfCaller.class);
		assertThat(output).contains("INFO  dev.resilience : Resilience is switched off").doesNotContain("WARN");
	}

	@Test
	void aPolicyThatNobodyUsesIsAWarning(CapturedOutput output) {
		start(POLICIES + "    forgotten.retry:\n", Right.class);
		assertThat(output).containsOnlyOnce("WARN")
			.contains("WARN  dev.resilience : Policy 'forgotten' (application.yml:8) is used by no method");
	}

	@Test
	void aPolicyThatIsABaseOrThatCodeAsksForIsUsed(CapturedOutput output) {
		start(POLICIES + "    base.retry:\n    derived.base: base\n", Right.class, InCode.class);
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aPolicyIsNotUsedByItselfWhenItStartsFromTheReadyMadeOfItsName(CapturedOutput output) {
		start(POLICIES + "    llm.base: llm\n", Right.class);
		assertThat(output).containsOnlyOnce("WARN").contains("Policy 'llm' (application.yml:8) is used by no method");
	}

	@Test
	void aBeanThatCallsItsOwnProtectedMethodIsAWarning(CapturedOutput output) {
		start(POLICIES, Right.class, SelfCaller.class);
		assertThat(warnings(output)).hasSize(3)
			.anyMatch((line) -> line.contains("SelfCaller#direct calls String charge(String) of its own object"))
			.anyMatch((line) -> line.contains("SelfCaller#inLambda calls String charge(String)"))
			.anyMatch((line) -> line.contains("SelfCaller#byReference calls String charge(String)"));
	}

	@Test
	void aCallThroughTheProxyOrFromACallerWithTheSameProtectionIsNone(CapturedOutput output) {
		start(POLICIES, Right.class, ProxyCaller.class, Covered.class);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void anInheritedMethodThatIsCalledPastTheProxyIsAWarning(CapturedOutput output) {
		start(POLICIES, Right.class, Inheritor.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("Inheritor#refresh calls String charge(String) of its own object");
	}

	@Test
	void anOverloadThatCallsTheProtectedOneIsAWarning(CapturedOutput output) {
		start(POLICIES, Right.class, Overloaded.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("Overloaded#pay calls String pay(String, int) of its own object");
	}

	@Test
	void onlyTheProtectionIsMissedThatIsSwitchedOn(CapturedOutput output) {
		start(POLICIES + "    half:\n      retry:\n      circuit: {enabled: false}\n", Right.class, Half.class);
		assertThat(warnings(output)).singleElement().asString().contains("Half#refresh calls", "no protection (retry)");
	}

	@Test
	void callsThatNobodyMakesPastTheProxyAreNoWarnings(CapturedOutput output) {
		start(POLICIES + "    idle: {enabled: false, retry: }\n    once.retry.max-attempts: 1\n", Right.class,
				Composite.class, Overrider.class, Helper.class, SwitchedOff.class, Length.class);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void aRetriedCallOfAnInterfaceIsNoWarningBeforeItHappens(CapturedOutput output) {
		start(POLICIES, Right.class, Decorator.class);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void theReportIsOfItsOwnContextOnly(CapturedOutput output) {
		try (ConfigurableApplicationContext parent = Contexts.start(this.directory, POLICIES, Right.class);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.refresh();
			assertThat(output).containsOnlyOnce("Resilience protects");
		}
	}

	@Test
	void aRetriedMethodThatCallsARetriedMethodOfAnotherBeanIsAWarning(CapturedOutput output) {
		start(POLICIES, Right.class, Outer.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains(
					"StartupWarningsTests$Outer#order calls dev.resilience.spring.startup.StartupWarningsTests$Right#charge "
							+ "and both are retried (policy 'search', 3 attempts, and policy 'payments', 3 attempts)");
	}

	@Test
	void whatWasToldAtTheStartIsNotToldAgainByACall(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, POLICIES, Right.class,
				Outer.class)) {
			context.getBean(Outer.class).order();
		}
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void aCallThatOnlyHappensToBeUnderARetryIsFoundWhenItHappens(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, POLICIES, Right.class,
				Indirect.class)) {
			assertThat(warnings(output)).isEmpty();
			Right right = context.getBean(Right.class);
			context.getBean(Indirect.class).run(() -> right.charge("1"));
		}
		assertThat(warnings(output)).singleElement().asString().contains("Indirect#run calls", "Right#charge");
	}

	@Test
	void aRetriedCallInAFallbackMultipliesNothing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, POLICIES, Right.class,
				Answered.class)) {
			assertThat(context.getBean(Answered.class).order()).isEqualTo("charged 2");
		}
		assertThat(output).contains("FALLBACK_USED");
		assertThat(output).doesNotContain("both are retried");
	}

	@Test
	void springsRetryableThatNothingMakesWorkIsAWarning(CapturedOutput output) {
		start(POLICIES, Right.class, WrongImport.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains(
					"StartupWarningsTests$WrongImport#load: @org.springframework.resilience.annotation.Retryable does "
							+ "nothing without @EnableResilientMethods");
	}

	@Test
	void springsRetryableThatWorksIsNone(CapturedOutput output) {
		start(POLICIES, Right.class, WrongImport.class, Enabled.class);
		assertThat(warnings(output)).isEmpty();
	}

	private void start(String yaml, Class<?>... sources) {
		Contexts.start(this.directory, yaml, sources).close();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.startsWith("WARN  dev.resilience : ")).toList();
	}

	static class Right {

		@Retryable("payments")
		public String charge(String order) {
			return "charged " + order;
		}

		@CircuitProtected("search")
		public String find() {
			return "found";
		}

	}

	static class InCode {

		InCode(Resilience resilience) {
			resilience.policy("derived");
		}

	}

	static class SelfCaller {

		@Retryable("payments")
		public String charge(String order) {
			return order;
		}

		public String direct() {
			return charge("1");
		}

		public Supplier<String> inLambda() {
			return () -> charge("2");
		}

		public List<String> byReference() {
			return List.of("3").stream().map(this::charge).toList();
		}

	}

	static class Overloaded {

		public String pay(String order) {
			return pay(order, 1);
		}

		@Retryable("payments")
		public String pay(String order, int times) {
			return order + times;
		}

	}

	interface Quotes {

		String latest();

	}

	static class Composite implements Quotes {

		private final List<Quotes> parts = List.of();

		@Override
		@Retryable("payments")
		public String latest() {
			return "";
		}

		public List<String> all() {
			return this.parts.stream().map(Quotes::latest).toList();
		}

	}

	static class Decorator implements Quotes {

		private final Quotes delegate = () -> "plain";

		@Override
		@Retryable("payments")
		public String latest() {
			return this.delegate.latest();
		}

	}

	static class Base {

		@Retryable("payments")
		public String charge() {
			return "";
		}

		public String refresh() {
			return charge();
		}

	}

	static class Overrider extends Base {

		@Override
		public String refresh() {
			return "";
		}

	}

	@Resilient("search")
	static class Helper {

		public String one() {
			return helper();
		}

		private String helper() {
			return two();
		}

		public String two() {
			return "two";
		}

	}

	@Resilient("search")
	static class Length implements Function<String, Integer> {

		@Override
		public Integer apply(String text) {
			return text.length();
		}

	}

	static class Half {

		@Retryable("half")
		@CircuitProtected("half")
		public String charge() {
			return "";
		}

		public String refresh() {
			return charge();
		}

	}

	static class SwitchedOff {

		@Retryable("idle")
		public String off() {
			return "";
		}

		@Retryable("once")
		public String once() {
			return "";
		}

		public String both() {
			return off() + once();
		}

	}

	static class ProxyCaller {

		private final ProxyCaller self;

		ProxyCaller(@Lazy ProxyCaller self) {
			this.self = self;
		}

		@Retryable("payments")
		public String charge() {
			return "charged";
		}

		public String refresh() {
			return this.self.charge();
		}

		public String of(ProxyCaller other) {
			return other.charge();
		}

	}

	@Resilient("search")
	static class Covered {

		public String one() {
			return two();
		}

		public String two() {
			return "two";
		}

	}

	static class Inheritor extends Right {

		public String refresh() {
			return charge("4");
		}

	}

	static class Outer {

		private final Right right;

		Outer(Right right) {
			this.right = right;
		}

		@Retryable("search")
		public String order() {
			return prepared();
		}

		private String prepared() {
			return this.right.charge("5");
		}

	}

	static class Indirect {

		@Retryable("search")
		public String run(Supplier<String> work) {
			return work.get();
		}

	}

	static class Answered {

		private final Right right;

		Answered(Right right) {
			this.right = right;
		}

		@Retryable("payments")
		@Fallback(method = "instead")
		public String order() {
			throw new IllegalArgumentException("never well");
		}

		String instead() {
			return this.right.charge("2");
		}

	}

	static class WrongImport {

		@org.springframework.resilience.annotation.Retryable
		public String load() {
			return "loaded";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class Enabled {

	}

}
