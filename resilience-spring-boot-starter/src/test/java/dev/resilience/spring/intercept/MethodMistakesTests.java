package dev.resilience.spring.intercept;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledFuture;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.ParallelFlux;

import org.springframework.context.annotation.Bean;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Annotations that could not do what they promise stop the start. */
class MethodMistakesTests {

	@Test
	void aMistypedPolicyStopsTheStartAndNamesTheNearest() {
		assertThat(only(Mistyped.class).toString()).contains("MethodMistakesTests$Mistyped#charge", "'paymnets'",
				"@Retryable", "known are payments", "Did you mean payments?", "Else add below resilience.policies:",
				"paymnets:", "max-attempts: 3");
	}

	@Test
	void aReadyMadePolicyIsNoPolicyButTheRemedySaysHowToHaveOne() {
		assertThat(only(NamesReadyMade.class).toString())
			.contains("'llm' in @Fallback, @Retryable, but there is no such policy; known are payments")
			.endsWith("'llm' is ready-made and can only be a policy's base. Add below resilience.policies:\n"
					+ "  llm:\n    base: llm\n    fallback:\n      empty: true");
	}

	@Test
	void everyAnnotationIsHeldToKnownPolicies() {
		assertThat(mistakes(AllUnknown.class)).extracting(Mistake::what)
			.hasSize(5)
			.anyMatch((what) -> what.contains("'a' in @Retryable"))
			.anyMatch((what) -> what.contains("'b' in @CircuitProtected"))
			.anyMatch((what) -> what.contains("'c' in @TimeLimited"))
			.anyMatch((what) -> what.contains("'d' in @Fallback"))
			.anyMatch((what) -> what.contains("'e' in @Resilient"));
	}

	@Test
	void anEmptyPolicyNameIsAMistakeButForAFallback() {
		assertThat(only(Unnamed.class).what()).contains("''", "@Retryable");
	}

	@Test
	void aFallbackThatAClassNamesAndDoesNotHaveIsOneMistake() {
		assertThat(only(NamesMissing.class).toString())
			.startsWith(NamesMissing.class.getName() + " names the fallback method 'instaed'")
			.contains("Did you mean instead?");
	}

	@Test
	void aPrivateMethodIsAMistake() {
		assertThat(only(PrivateMethod.class).toString()).contains("PrivateMethod#charge", "is private");
	}

	@Test
	void aStaticMethodIsAMistake() {
		assertThat(only(StaticMethod.class).toString()).contains("StaticMethod#charge", "is static");
	}

	@Test
	void aFinalMethodIsAMistake() {
		assertThat(only(FinalMethod.class).toString()).contains("FinalMethod#charge", "is final");
	}

	@Test
	void aFinalMethodOfAnAnnotatedClassIsAMistake() {
		assertThat(only(FinalMethodOfAnnotatedClass.class).toString()).contains("#charge", "is final");
	}

	@Test
	void aFinalClassIsAMistake() {
		assertThat(only(FinalClass.class).toString()).contains("FinalClass#charge", "final class");
	}

	@Test
	void returnTypesThatNoPolicyCanServeAreMistakes() {
		assertThat(mistakes(Later.class)).hasSize(5)
			.allSatisfy((mistake) -> assertThat(mistake.what()).contains("outcome comes after"))
			.extracting(Mistake::where)
			.allSatisfy((where) -> assertThat(where).contains("MethodMistakesTests$Later#"));
	}

	@Test
	void aSuspendFunctionIsAMistake() {
		assertThat(only(Suspending.class).toString()).contains("Suspending#fetch", "suspend function");
	}

	@Test
	void whatSpringMvcWaitsForIsAMistake() {
		assertThat(mistakes(Controller.class)).hasSize(2)
			.allSatisfy((mistake) -> assertThat(mistake.what()).contains("outcome comes after"));
	}

	@Test
	void aBeanMethodIsAMistake() {
		assertThat(only(Beans.class).toString()).contains("Beans#client", "is a @Bean method");
	}

	@Test
	void springsRetryableBesideOursIsAMistake() {
		assertThat(only(Twice.class).toString()).contains("Twice#charge",
				"@org.springframework.resilience.annotation.Retryable", "their attempts would multiply");
	}

	@Test
	void springsRetryableOnTheClassOfOursIsAMistake() {
		assertThat(only(TwiceByClass.class).toString()).contains("TwiceByClass#charge",
				"@org.springframework.resilience.annotation.Retryable");
	}

	@Test
	void everyMistakeOfAMethodIsTold() {
		assertThat(mistakes(ManyMistakes.class)).hasSize(5);
	}

	@Test
	void mistakesOfAllBeansAreToldTogether() {
		assertThat(Contexts.mistakes(Contexts.runnerWithRetry()
			.withBean(Mistyped.class)
			.withBean(FinalMethod.class)
			.withBean(StaticMethod.class))).hasSize(3);
	}

	private static Mistake only(Class<?> bean) {
		List<Mistake> mistakes = mistakes(bean);
		assertThat(mistakes).hasSize(1);
		return mistakes.get(0);
	}

	private static List<Mistake> mistakes(Class<?> bean) {
		return Contexts.mistakes(Contexts.runnerWithRetry().withBean(bean));
	}

	static class NamesReadyMade {

		@Retryable("llm")
		@Fallback("llm")
		public String ask() {
			return "answer";
		}

	}

	static class Mistyped {

		@Retryable("paymnets")
		public void charge() {
		}

	}

	static class AllUnknown {

		@Retryable("a")
		@CircuitProtected("b")
		@TimeLimited("c")
		@Fallback("d")
		@Resilient("e")
		public void charge() {
		}

	}

	static class Unnamed {

		@Retryable("")
		public void charge() {
		}

	}

	@Fallback(method = "instaed")
	static class NamesMissing {

		public String one() {
			return "";
		}

		public String two() {
			return "";
		}

		private String instead() {
			return "";
		}

	}

	static class PrivateMethod {

		@Retryable("payments")
		private void charge() {
		}

		void call() {
			charge();
		}

	}

	static class StaticMethod {

		@Retryable("payments")
		public static void charge() {
		}

	}

	static class FinalMethod {

		@Retryable("payments")
		public final void charge() {
		}

	}

	@Retryable("payments")
	static class FinalMethodOfAnnotatedClass {

		public final void charge() {
		}

	}

	static final class FinalClass {

		@Retryable("payments")
		public void charge() {
		}

	}

	@Retryable("payments")
	static class Later {

		public Own own() {
			return null;
		}

		public ScheduledFuture<String> scheduled() {
			return null;
		}

		public ParallelFlux<String> parallel() {
			return null;
		}

		public ConnectableFlux<String> connectable() {
			return null;
		}

		public Flow.Publisher<String> publisher() {
			return null;
		}

	}

	static class Own extends CompletableFuture<String> {

	}

	@Retryable("payments")
	static class Controller {

		public Callable<String> callable() {
			return null;
		}

		public DeferredResult<String> deferred() {
			return null;
		}

	}

	static class Beans {

		@Bean
		@Retryable("payments")
		public Object client() {
			return new Object();
		}

	}

	static class Suspending {

		@Retryable("payments")
		public Object fetch(String id, Continuation<? super String> continuation) {
			return null;
		}

	}

	static class Twice {

		@Retryable("payments")
		@org.springframework.resilience.annotation.Retryable
		public void charge() {
		}

	}

	@org.springframework.resilience.annotation.Retryable
	static class TwiceByClass {

		@Retryable("payments")
		public void charge() {
		}

	}

	static class ManyMistakes {

		@Retryable("nobody")
		@Fallback(method = "missing")
		@org.springframework.resilience.annotation.Retryable
		public static ScheduledFuture<String> charge() {
			return null;
		}

	}

}
