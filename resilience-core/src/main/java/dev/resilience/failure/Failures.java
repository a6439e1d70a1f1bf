package dev.resilience.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what a failure is, for all kinds of policy alike.
 * <p>
 * Asked are, in turn: the rules, the user's classifiers, the built-in ones. Each of the
 * three looks at the failure and its causes, outermost first; wrappers come last, so that
 * they give way to a cause that is known. A retry-after is read wherever the chain of
 * causes has one, whoever gave the verdict.
 */
public final class Failures {

	private static final KnownFailures KNOWN = new KnownFailures();

	private static final FailureVerdict REFUSED = FailureVerdict.of(FailureCategory.REJECTED);

	private final List<FailureClassifier> rules;

	private final Supplier<List<FailureClassifier>> users;

	private final List<FailureClassifier> builtIn;

	private final FailureTemper unknown;

	private final OnceReporter reporter;

	/**
	 * Puts the deciders together.
	 * @param rules asked first
	 * @param users asked next; the supplier is called at each failure, so that beans can
	 * be looked up late
	 * @param backends built-in classifiers for what the core does not know, HTTP for one
	 * @param unknown how a failure that nobody knows is treated
	 * @param reporter told of classifiers that throw
	 */
	public Failures(List<FailureRule> rules, Supplier<List<FailureClassifier>> users, List<FailureClassifier> backends,
			FailureTemper unknown, OnceReporter reporter) {
		this.rules = List.copyOf(rules);
		this.users = users;
		this.builtIn = new ArrayList<>(backends);
		this.builtIn.add(KNOWN);
		this.unknown = unknown;
		this.reporter = reporter;
	}

	/**
	 * Says what a failure is.
	 * @param failure what was thrown
	 * @return the verdict
	 */
	public FailureVerdict classify(Throwable failure) {
		return judge(failure).verdict;
	}

	/**
	 * Says what a failure is, and who decided.
	 * @param failure what was thrown
	 * @return the verdict, with the failure or the cause that decided it
	 */
	public Judgement judge(Throwable failure) {
		if (isPlainRefusal(failure)) {
			return new Judgement(failure, REFUSED, failure);
		}
		List<Throwable> candidates = candidates(failure);
		Judgement builtIn = ask(this.builtIn, candidates);
		Judgement rule = ask(this.rules, candidates);
		Judgement user = (rule != null) ? null : ask(users(), candidates);
		FailureVerdict verdict;
		if (user != null) {
			verdict = keepFacts(user.verdict, builtIn);
		}
		else if (rule != null) {
			verdict = keepFacts(ofUsualTemper(rule.verdict.category()), builtIn);
		}
		else {
			verdict = (builtIn != null) ? builtIn.verdict : ofUsualTemper(FailureCategory.UNKNOWN);
		}
		if (verdict.retryAfter() == null) {
			verdict = verdict.withRetryAfter(retryAfter(candidates));
		}
		Judgement known = (user != null) ? user : (rule != null) ? rule : builtIn;
		return new Judgement(failure, verdict, (known != null) ? known.decider : failure);
	}

	/**
	 * Whether a failure is a refusal of ours that no rule and no classifier of a user
	 * could make anything else of.
	 */
	private boolean isPlainRefusal(Throwable failure) {
		return failure instanceof OwnRefusal && this.rules.isEmpty() && users().isEmpty();
	}

	/**
	 * What a failure was found to be.
	 *
	 * @param failure the failure
	 * @param verdict the verdict
	 * @param decider the failure itself, or the cause that decided; what a class list has
	 * to name if it is to reach a failure that wider classes do not
	 */
	public record Judgement(Throwable failure, FailureVerdict verdict, Throwable decider) {
	}

	private List<FailureClassifier> users() {
		try {
			return this.users.get();
		}
		catch (Throwable ex) {
			this.reporter.report("Supplier of classifiers", this.users, "the built-in ones decide", ex);
			return List.of();
		}
	}

	private FailureVerdict ofUsualTemper(FailureCategory category) {
		return (category == FailureCategory.UNKNOWN) ? new FailureVerdict(category, this.unknown, null)
				: FailureVerdict.of(category);
	}

	private static List<Throwable> candidates(Throwable failure) {
		List<Throwable> inner = new ArrayList<>(4);
		List<Throwable> wrappers = new ArrayList<>(2);
		for (Throwable link : Causes.of(failure)) {
			(Causes.isWrapper(link) ? wrappers : inner).add(link);
		}
		inner.addAll(wrappers);
		return inner;
	}

	private @Nullable Judgement ask(List<FailureClassifier> classifiers, List<Throwable> candidates) {
		for (Throwable candidate : candidates) {
			for (FailureClassifier classifier : classifiers) {
				FailureVerdict verdict = ask(classifier, candidate);
				if (verdict != null) {
					return new Judgement(candidate, verdict, candidate);
				}
			}
		}
		return null;
	}

	private @Nullable FailureVerdict ask(FailureClassifier classifier, Throwable candidate) {
		try {
			return classifier.classify(candidate);
		}
		catch (UnfinishedSearchException unfinished) {
			this.reporter.report("Failure rule with the message '" + unfinished.pattern() + "'",
					unfinished.getMessage() + "; it counts as not matching");
			return null;
		}
		catch (Throwable thrown) {
			this.reporter.report("Failure classifier", classifier, "it counts as not knowing", thrown);
			return null;
		}
	}

	/**
	 * A user's word on the category does not undo what the backend did: answer, ask for a
	 * pause.
	 */
	private static FailureVerdict keepFacts(FailureVerdict verdict, @Nullable Judgement builtIn) {
		if (builtIn == null) {
			return verdict;
		}
		Duration retryAfter = (verdict.retryAfter() != null) ? verdict.retryAfter() : builtIn.verdict.retryAfter();
		return new FailureVerdict(verdict.category(), verdict.temper(), retryAfter,
				verdict.answered() || builtIn.verdict.answered());
	}

	private @Nullable Duration retryAfter(List<Throwable> candidates) {
		for (Throwable candidate : candidates) {
			if (candidate instanceof RetryAfterAware aware) {
				Duration named = ask(aware);
				if (named != null) {
					return named;
				}
			}
		}
		return null;
	}

	private @Nullable Duration ask(RetryAfterAware aware) {
		try {
			Duration named = aware.retryAfter();
			return (named != null && named.isNegative()) ? Duration.ZERO : named;
		}
		catch (Throwable thrown) {
			this.reporter.report("Exception", aware, "its retry-after is not used", thrown);
			return null;
		}
	}

}
