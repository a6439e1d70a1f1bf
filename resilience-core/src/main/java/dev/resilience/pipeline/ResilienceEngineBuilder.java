package dev.resilience.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.resilience.UnknownPolicyException;
import dev.resilience.async.AsyncType;
import dev.resilience.async.FutureType;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.Failures;
import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.Waits;
import dev.resilience.time.Alarm;
import dev.resilience.time.TickingTime;
import dev.resilience.time.TimeSource;
import dev.resilience.time.Timer;
import dev.resilience.timelimit.Watchdog;
import dev.resilience.worker.Dispatcher;
import dev.resilience.worker.EngineThreads;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ResilienceEngine}. Not safe for use by many threads. */
public final class ResilienceEngineBuilder {

	private final Map<String, PolicySpec> policies = new LinkedHashMap<>();

	private boolean enabled = true;

	private List<PolicyKind> order = List.of(PolicyKind.values());

	private FailureTemper unknown = FailureTemper.TRANSIENT;

	private List<FailureRule> rules = List.of();

	private Supplier<List<FailureClassifier>> classifiers = List::of;

	private List<FailureClassifier> backends = List.of();

	private Supplier<List<ResilienceListener>> listeners = List::of;

	private boolean includeMessages;

	private Function<UnknownPolicyException, ? extends RuntimeException> unknownPolicies = (unknown) -> unknown;

	private TimeSource time = TimeSource.system();

	private ProxyMaker proxies = ProxyMaker.ofInterfaces();

	private ContextCarrier carrier = ContextCarrier.CLASS_LOADER;

	private @Nullable CallObserver observer;

	private @Nullable AttemptInterceptor attempts;

	private List<AsyncType> asyncTypes = List.of();

	private int maxWorkers = Workers.USUAL_MAX;

	ResilienceEngineBuilder() {
	}

	/**
	 * Adds a policy.
	 * @param spec the policy
	 * @return this
	 * @throws IllegalArgumentException if there is one of that name already
	 */
	public ResilienceEngineBuilder policy(PolicySpec spec) {
		if (spec.name().equals(Protection.NO_POLICY)) {
			throw new IllegalArgumentException("A policy cannot be called '" + Protection.NO_POLICY
					+ "': meters count under that name the fallbacks that have no policy");
		}
		if (this.policies.putIfAbsent(spec.name(), spec) != null) {
			throw new IllegalArgumentException("There is a policy '" + spec.name() + "' already");
		}
		return this;
	}

	/**
	 * Switches everything on or off.
	 * @param enabled false to let all calls straight through
	 * @return this
	 */
	public ResilienceEngineBuilder enabled(boolean enabled) {
		this.enabled = enabled;
		return this;
	}

	/**
	 * In which order a call meets the kinds.
	 * @param order every kind once, outermost first
	 * @return this
	 * @throws IllegalArgumentException if a kind is missing or stands twice
	 */
	public ResilienceEngineBuilder order(List<PolicyKind> order) {
		if (order.size() != PolicyKind.values().length || EnumSet.copyOf(order).size() != order.size()) {
			throw new IllegalArgumentException(
					"The order is " + order + ", it must name each of " + List.of(PolicyKind.values()) + " once");
		}
		this.order = List.copyOf(order);
		return this;
	}

	/**
	 * How a failure that nobody knows is treated.
	 * @param temper transient or permanent
	 * @return this
	 */
	public ResilienceEngineBuilder unknownFailures(FailureTemper temper) {
		this.unknown = temper;
		return this;
	}

	/**
	 * Rules that are asked first what a failure is.
	 * @param rules in the order in which they are asked
	 * @return this
	 */
	public ResilienceEngineBuilder failureRules(List<FailureRule> rules) {
		this.rules = rules;
		return this;
	}

	/**
	 * The user's own classifiers, asked after the rules.
	 * @param classifiers asked for at each failure, so that they can be looked up late
	 * @return this
	 */
	public ResilienceEngineBuilder classifiers(Supplier<List<FailureClassifier>> classifiers) {
		this.classifiers = classifiers;
		return this;
	}

	/**
	 * Classifiers for kinds of backend that the core does not know, asked before its own.
	 * @param backends in the order in which they are asked
	 * @return this
	 */
	public ResilienceEngineBuilder backendClassifiers(List<FailureClassifier> backends) {
		this.backends = backends;
		return this;
	}

	/**
	 * Who is told what happens.
	 * @param listeners asked for at each event, so that they can be looked up late
	 * @return this
	 */
	public ResilienceEngineBuilder listeners(Supplier<List<ResilienceListener>> listeners) {
		this.listeners = listeners;
		return this;
	}

	/**
	 * Whether events may hold the messages of exceptions, which may hold secrets.
	 * @param include true to let them
	 * @return this
	 */
	public ResilienceEngineBuilder includeMessages(boolean include) {
		this.includeMessages = include;
		return this;
	}

	/**
	 * Who makes the proxies of wrapped objects.
	 * @param proxies the maker
	 * @return this
	 */
	public ResilienceEngineBuilder proxies(ProxyMaker proxies) {
		this.proxies = proxies;
		return this;
	}

	/**
	 * What carries the caller's context to other threads.
	 * @param carrier the carrier; unless said otherwise, one for the context class loader
	 * @return this
	 */
	public ResilienceEngineBuilder contextCarrier(ContextCarrier carrier) {
		this.carrier = carrier;
		return this;
	}

	/**
	 * Who watches calls.
	 * @param observer the observer, or null if nobody does: then a call pays nothing
	 * @return this
	 */
	public ResilienceEngineBuilder observer(@Nullable CallObserver observer) {
		this.observer = observer;
		return this;
	}

	/**
	 * Return types whose outcome comes later, beside futures.
	 * @param types in the order in which they are asked
	 * @return this
	 */
	public ResilienceEngineBuilder asyncTypes(List<AsyncType> types) {
		this.asyncTypes = List.copyOf(types);
		return this;
	}

	/**
	 * How many workers there are.
	 * @param max how many may work at once; 256 unless said otherwise
	 * @return this
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public ResilienceEngineBuilder maxWorkers(int max) {
		if (max < 1) {
			throw new IllegalArgumentException("resilience.workers.max is " + max + ", it must be at least 1");
		}
		this.maxWorkers = max;
		return this;
	}

	/**
	 * What to throw where code asks for a policy that there is not.
	 * @param failure given what would be thrown, tells what is
	 * @return this
	 */
	public ResilienceEngineBuilder unknownPolicies(
			Function<UnknownPolicyException, ? extends RuntimeException> failure) {
		this.unknownPolicies = failure;
		return this;
	}

	/**
	 * Who intercepts attempts, for tests. Calls of policies that are switched off are
	 * intercepted too.
	 * @param attempts the interceptor, or null if nobody does: then a call pays nothing
	 * @return this
	 */
	public ResilienceEngineBuilder attempts(@Nullable AttemptInterceptor attempts) {
		this.attempts = attempts;
		return this;
	}

	/**
	 * Another clock, for tests.
	 * @param time the clock
	 * @return this
	 */
	public ResilienceEngineBuilder time(TimeSource time) {
		this.time = time;
		return this;
	}

	/**
	 * Ends the building.
	 * @return the engine; close it when it is no longer needed
	 */
	public ResilienceEngine build() {
		OnceReporter reporter = new OnceReporter();
		Failures failures = new Failures(this.rules, this.classifiers, this.backends, this.unknown, reporter);
		EventHub events = new EventHub(this.listeners, this.includeMessages, reporter);
		Alarm alarm = new Alarm(this.time);
		TimeSource time = TickingTime.of(this.time, alarm);
		EngineThreads threads = new EngineThreads();
		Workers workers = new Workers(this.maxWorkers, "resilience-worker-", threads);
		List<AsyncType> types = new ArrayList<>(this.asyncTypes);
		types.add(new FutureType(workers, events, time));
		EngineParts parts = new EngineParts(time, failures, events, reporter, alarm, threads,
				new Watchdog(alarm, time, new Dispatcher("resilience-interrupt-", threads)),
				new Waits(time, new Timer(alarm, time, new Dispatcher("resilience-retry-", threads))),
				new Timer(alarm, time, new Dispatcher("resilience-limit-", threads)), workers,
				new HarmlessCarrier(this.carrier, reporter), new ReturnTypes(types), this.proxies,
				(this.observer != null) ? new HarmlessObserver(this.observer, reporter) : null, this.attempts);
		return new ResilienceEngine(this.enabled, this.order, new ArrayList<>(this.policies.values()), parts,
				this.unknownPolicies);
	}

}
