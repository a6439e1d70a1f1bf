package dev.resilience.spring.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.CircuitSpecBuilder;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.InvalidPolicyException;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec;
import dev.resilience.retry.RetrySpecBuilder;
import dev.resilience.spring.config.PolicyProperties.Circuit;
import dev.resilience.spring.config.PolicyProperties.Fallback;
import dev.resilience.spring.config.PolicyProperties.Retry;
import dev.resilience.spring.config.PolicyProperties.TimeLimit;
import dev.resilience.timelimit.TimeLimitSpec;
import dev.resilience.timelimit.TimeLimitSpecBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes the specs of one policy from its merged properties. A section that cannot be
 * meant is noted and takes its defaults, so that the next mistake is found as well.
 */
final class PolicyFactory {

	private final PolicyLevels levels;

	private final PolicyProperties merged;

	private final BoundKeys keys;

	private final ClassNames classNames;

	private final Mistakes mistakes;

	PolicyFactory(PolicyLevels levels, BoundKeys keys, ClassNames classNames, Mistakes mistakes) {
		this.levels = levels;
		this.merged = levels.merged();
		this.keys = keys;
		this.classNames = classNames;
		this.mistakes = mistakes;
	}

	PolicySpec create(String name, FallbackAnswers answers, ResultPredicates resultPredicates) {
		return new PolicySpec(name, checked(PolicyKind.RETRY, () -> retry(resultPredicates), RetrySpec.DEFAULTS),
				checked(PolicyKind.CIRCUIT, this::circuit, CircuitSpec.DEFAULTS),
				checked(PolicyKind.TIME_LIMIT, this::timeLimit, TimeLimitSpec.DEFAULTS), fallback(answers),
				this.levels.written(), off());
	}

	private Set<PolicyKind> off() {
		if (!this.levels.isEnabled()) {
			return EnumSet.allOf(PolicyKind.class);
		}
		Set<PolicyKind> off = EnumSet.allOf(PolicyKind.class);
		off.removeIf(this.levels::isEnabled);
		return off;
	}

	private RetrySpec retry(ResultPredicates resultPredicates) {
		RetrySpecBuilder spec = RetrySpec.builder();
		Retry retry = this.merged.retry();
		if (retry != null) {
			set(retry.maxAttempts(), spec::maxAttempts);
			set(retry.retryAfterMax(), spec::retryAfterMax);
			String key = this.levels.locate("retry.retry-on-result");
			set(retry.retryOnResult(),
					(bean) -> spec.retryOnResult(resultPredicates.named(bean, key, this.keys.origin(key))));
			if (retry.backoff() != null) {
				set(retry.backoff().delay(), spec::delay);
				set(retry.backoff().multiplier(), spec::multiplier);
				set(retry.backoff().maxDelay(), spec::maxDelay);
				set(retry.backoff().jitter(), spec::jitter);
			}
			if (retry.budget() != null) {
				set(retry.budget().ratio(), spec::budgetRatio);
				set(retry.budget().minPerSecond(), spec::budgetMinPerSecond);
			}
			spec.retryOn(types(retry.retryOn(), "retry.retry-on")).abortOn(types(retry.abortOn(), "retry.abort-on"));
		}
		return spec.build();
	}

	private CircuitSpec circuit() {
		CircuitSpecBuilder spec = CircuitSpec.builder();
		Circuit circuit = this.merged.circuit();
		if (circuit != null) {
			set(circuit.failureThreshold(), spec::failureThreshold);
			set(circuit.failureThresholdSpan(), spec::failureThresholdSpan);
			set(circuit.failureRateThreshold(), spec::failureRateThreshold);
			set(circuit.slowCallDuration(), spec::slowCallDuration);
			set(circuit.slowCallRateThreshold(), spec::slowCallRateThreshold);
			set(circuit.openDuration(), spec::openDuration);
			set(circuit.openDurationMultiplier(), spec::openDurationMultiplier);
			set(circuit.openDurationMax(), spec::openDurationMax);
			if (circuit.window() != null) {
				set(circuit.window().type(), spec::windowType);
				set(circuit.window().size(), spec::windowSize);
				set(circuit.window().duration(), spec::windowDuration);
				set(circuit.window().minimumCalls(), spec::minimumCalls);
			}
			if (circuit.halfOpen() != null) {
				set(circuit.halfOpen().permittedCalls(), spec::permittedCalls);
				set(circuit.halfOpen().successThreshold(), spec::successThreshold);
				set(circuit.halfOpen().maxDuration(), spec::maxDuration);
			}
			spec.record(types(circuit.record(), "circuit.record")).ignore(types(circuit.ignore(), "circuit.ignore"));
		}
		return spec.build();
	}

	private TimeLimitSpec timeLimit() {
		TimeLimitSpecBuilder spec = TimeLimitSpec.builder();
		TimeLimit limit = this.merged.timeLimit();
		if (limit != null) {
			set(limit.timeout(), spec::timeout);
			set(limit.total(), spec::total);
			set(limit.interrupt(), spec::interrupt);
			set(limit.runOn(), spec::runOn);
		}
		return spec.build();
	}

	private FallbackSpec fallback(FallbackAnswers answers) {
		Fallback fallback = this.merged.fallback();
		FailureTypes on = (fallback != null) ? types(fallback.on(), "fallback.on") : FailureTypes.NONE;
		FailureTypes skipOn = (fallback != null) ? types(fallback.skipOn(), "fallback.skip-on") : FailureTypes.NONE;
		return new FallbackSpec(on, skipOn, answers.find(this.levels));
	}

	private FailureTypes types(@Nullable List<String> names, String key) {
		return this.classNames.failureTypes(names, this.levels.locate(key), this.keys);
	}

	private static <T> void set(@Nullable T value, Consumer<? super T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

	private <T extends Record> T checked(PolicyKind kind, Supplier<T> section, T defaults) {
		try {
			return section.get();
		}
		catch (InvalidPolicyException ex) {
			ex.problems().stream().filter((problem) -> isWritten(kind, problem.key())).forEach((problem) -> {
				String key = this.levels.locate(kind.key() + "." + problem.key());
				String readyMade = this.levels.readyMade(kind.key() + "." + problem.key());
				if (readyMade != null) {
					this.mistakes.add(new Mistake(key, this.keys.origin(this.levels.nearest()),
							"is " + problem.value() + " by the " + readyMade + ", it must be " + problem.allowed(),
							"Write the key into the policy, with a value that fits what else it writes."));
					return;
				}
				// whose default depends on the size, so that none can be named
				Object usual = problem.key().equals("window.minimum-calls") ? null
						: SpecValues.of(defaults).get(problem.key());
				this.mistakes.add(new Mistake(key, this.keys.origin(key),
						"is " + problem.value() + ", it must be " + problem.allowed(),
						"Correct the value, or leave the key out"
								+ ((usual != null) ? " for its default, " + usual + "." : ".")
								+ readyMadeBeside(kind, problem.allowed())));
			});
			return defaults;
		}
	}

	/** What nobody has written is only wrong because of something that is. */
	private boolean isWritten(PolicyKind kind, String key) {
		return this.levels.find(kind.key() + "." + key) != null;
	}

	/**
	 * A value may have to fit another that stands in no file: then where that one is
	 * from.
	 */
	private String readyMadeBeside(PolicyKind kind, String allowed) {
		for (String word : allowed.split("[ ,]+")) {
			String readyMade = this.levels.readyMade(kind.key() + "." + word);
			if (readyMade != null) {
				return " " + word + " comes from the " + readyMade + ".";
			}
		}
		return "";
	}

}
