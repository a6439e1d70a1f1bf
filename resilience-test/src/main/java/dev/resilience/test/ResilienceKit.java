package dev.resilience.test;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import dev.resilience.circuit.Circuit;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.policy.AttemptInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a test of failure paths needs: in Spring the beans that
 * {@link ResilienceTest} brings; without Spring what an engine is built with:
 *
 * <pre class="code">
 * ResilienceKit kit = new ResilienceKit();
 * ResilienceEngine engine = kit.build(ResilienceEngine.builder().policy(payments));
 * </pre>
 */
public final class ResilienceKit {

	private final ResilienceClock clock = new ResilienceClock();

	private final RecordedAttempts attempts = new RecordedAttempts(this.clock);

	private final RecordedEvents events = new RecordedEvents();

	private final Faults faults = new Faults(this::policies);

	private Supplier<@Nullable ResilienceEngine> engine;

	/** Makes a kit for an engine that it will {@link #build}. */
	public ResilienceKit() {
		this(() -> null);
	}

	ResilienceKit(Supplier<@Nullable ResilienceEngine> engine) {
		this.engine = engine;
	}

	/**
	 * Builds an engine by the kit's clock, with its faults. Not for Spring, where the
	 * engine is built with the kit already.
	 * @param builder with everything else, listeners excepted
	 * @return the engine; one kit is for one engine
	 */
	public ResilienceEngine build(ResilienceEngineBuilder builder) {
		ResilienceEngine built = builder.time(this.clock)
			.attempts(interceptor())
			.listeners(() -> List.of(this.events))
			.build();
		this.engine = () -> built;
		return built;
	}

	/**
	 * The engine's clock.
	 * @return the clock, to be turned
	 */
	public ResilienceClock clock() {
		return this.clock;
	}

	/**
	 * The faults.
	 * @return to be added to
	 */
	public Faults faults() {
		return this.faults;
	}

	/**
	 * The attempts that were made.
	 * @return to be looked at
	 */
	public RecordedAttempts attempts() {
		return this.attempts;
	}

	/**
	 * What happened.
	 * @return to be looked at
	 */
	public RecordedEvents events() {
		return this.events;
	}

	/**
	 * Begins afresh: no faults, nothing recorded, all circuits closed with empty windows,
	 * the clock standing at its first instant, retry budgets full. What goes on is what
	 * never goes back, the totals of circuits and the meters. {@link ResilienceTest} does
	 * it before each test.
	 */
	public void reset() {
		this.faults.clear();
		this.clock.beginAgain();
		ResilienceEngine known = this.engine.get();
		if (known != null) {
			known.all().forEach(Circuit::reset);
		}
		this.attempts.clear();
		this.events.clear();
	}

	private @Nullable Collection<String> policies() {
		ResilienceEngine known = this.engine.get();
		return (known != null) ? known.policies().stream().map(Policy::name).toList() : null;
	}

	AttemptInterceptor interceptor() {
		return (attempt) -> {
			RecordedAttempts.Begun begun = this.attempts.begin(attempt);
			try {
				this.faults.happen(new FaultyAttempt(attempt, begun, this.clock));
			}
			catch (Throwable fault) {
				begun.endedBy(fault);
				throw fault;
			}
			return begun;
		};
	}

}
