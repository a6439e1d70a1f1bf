package dev.resilience.spring.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.resilience.check.BackendChecks;
import dev.resilience.check.CheckResult;
import dev.resilience.event.FailureInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.function.SingletonSupplier;

/**
 * A component for each backend that can be asked. One that is not reachable is DOWN,
 * unless the user has said that the application is well without it.
 */
public final class BackendsHealthContributor implements CompositeHealthContributor {

	private final Supplier<BackendChecks> checks;

	private final Set<String> optional;

	/**
	 * Makes the contributor.
	 * @param checks the checks, asked for late
	 * @param optional the names of those that are UP also when they are not reachable
	 */
	public BackendsHealthContributor(Supplier<BackendChecks> checks, Set<String> optional) {
		this.checks = checks;
		this.optional = Set.copyOf(optional);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		BackendChecks checks = this.checks.get();
		return checks.names().contains(name) ? indicator(() -> checks.results(List.of(name)).get(0)) : null;
	}

	/**
	 * Boot asks one component after the other. The first that it asks has all backends
	 * asked, so that the limits of several that hang do not add up. Before that none is
	 * asked: a health group that has none of them comes here too.
	 */
	@Override
	public Stream<HealthContributors.Entry> stream() {
		BackendChecks checks = this.checks.get();
		Supplier<Map<String, CheckResult>> results = SingletonSupplier
			.of(() -> checks.results().stream().collect(Collectors.toMap(CheckResult::name, Function.identity())));
		return checks.names()
			.stream()
			.map((name) -> new HealthContributors.Entry(name, indicator(() -> results.get().get(name))));
	}

	private HealthIndicator indicator(Supplier<CheckResult> result) {
		return () -> health(result.get());
	}

	private Health health(CheckResult result) {
		boolean up = result.reachable() || this.optional.contains(result.name());
		Health.Builder health = up ? Health.up() : Health.down();
		health.withDetail("reachable", result.reachable());
		health.withDetail("latencyMillis", result.latencyMillis());
		health.withDetail("checkedAt", result.at());
		if (result.underWaySince() != null) {
			health.withDetail("underWaySince", result.underWaySince());
		}
		if (result.lastFailure() != null) {
			health.withDetail("lastFailure", details(result.lastFailure()));
		}
		return health.build();
	}

	private static Map<String, Object> details(CheckResult.LastFailure last) {
		FailureInfo failure = last.failure();
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("type", failure.type());
		details.put("category", failure.category());
		details.put("at", last.at());
		if (failure.message() != null) {
			details.put("message", failure.message());
		}
		return details;
	}

}
