package dev.resilience.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * A bean to be measured, in a small application of its own. What protects it is tried out
 * before the first measurement, with a question that has no answer: a benchmark that does
 * not do what its name says fails.
 */
@State(Scope.Benchmark)
public abstract class BeanState {

	private final ConfigurableApplicationContext context;

	private final Answers answers;

	/** Not final, or it would be a constant for the compiler. */
	private String question = "question";

	BeanState(Class<?> configuration, Class<? extends Answers> bean, String... properties) {
		this.context = new SpringApplicationBuilder(configuration, bean).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("logging.level.root=error")
			.properties(properties)
			.run();
		this.answers = this.context.getBean(Answers.class);
	}

	/** One call. */
	final String ask() {
		return call(this.answers, this.question);
	}

	/** The call that is measured. */
	String call(Answers bean, String question) {
		return bean.answer(question);
	}

	/** Before the first measurement. */
	@Setup
	public final void tryOut() {
		Assert.state(ask().equals(this.question), "The bean does not answer");
		check(fail());
	}

	/** After the last measurement. */
	@TearDown
	public final void end() {
		checkAfterwards();
		this.context.close();
	}

	/**
	 * Holds what the bean has done so far against what it should have done: one call that
	 * succeeded, then one that failed.
	 */
	abstract void check(FailedCall failed);

	/** Whether it was still doing that at the end. */
	void checkAfterwards() {
	}

	final Answers bean() {
		return this.answers;
	}

	final <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	private FailedCall fail() {
		int before = Work.failures();
		String answer = null;
		try {
			answer = call(this.answers, Work.UNANSWERABLE);
		}
		catch (IllegalStateException ex) {
			// nothing answers in its place
		}
		return new FailedCall(Work.failures() - before, answer);
	}

	/**
	 * What became of a call that had to fail.
	 *
	 * @param attempts how often the method ran
	 * @param answer what the caller got, or null if it was the failure
	 */
	record FailedCall(int attempts, @Nullable String answer) {

		void expect(int attempts, @Nullable String answer) {
			FailedCall expected = new FailedCall(attempts, answer);
			Assert.state(equals(expected), () -> "Expected was " + expected + ", but it is " + this);
		}

	}

}
