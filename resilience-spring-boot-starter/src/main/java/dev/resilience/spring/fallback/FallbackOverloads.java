package dev.resilience.spring.fallback;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Of methods that take the same failures only one can ever be called: the one that Java
 * would choose of overloads (JLS 15.12.2).
 */
final class FallbackOverloads {

	private final MethodSignature call;

	private final Class<?> owner;

	private final List<FallbackCandidate> chosen = new ArrayList<>();

	private final List<String> ambiguous = new ArrayList<>();

	/**
	 * Chooses.
	 * @param found what fits; of two alike that are private in a class and its superclass
	 * the method calls that of its own class, or else the first
	 */
	FallbackOverloads(MethodSignature call, Class<?> owner, List<FallbackCandidate> found) {
		this.call = call;
		this.owner = owner;
		Class<?> own = call.method().getDeclaringClass();
		List<FallbackCandidate> fitting = new ArrayList<>(found);
		fitting.sort(Comparator.comparing((candidate) -> candidate.method().getDeclaringClass() != own));
		for (FallbackCandidate candidate : fitting) {
			boolean isBeaten = fitting.stream()
				.anyMatch((other) -> other != candidate && other.failureType() == candidate.failureType()
						&& isBetter(other, candidate)
						&& !(isBetter(candidate, other) && fitting.indexOf(candidate) < fitting.indexOf(other)));
			if (!isBeaten) {
				add(candidate);
			}
		}
	}

	List<FallbackCandidate> chosen() {
		return this.chosen;
	}

	/** Pairs of which neither is more specific than the other. */
	List<String> ambiguous() {
		return this.ambiguous;
	}

	private void add(FallbackCandidate candidate) {
		for (FallbackCandidate other : this.chosen) {
			if (other.failureType() == candidate.failureType()) {
				this.ambiguous.add(MethodSignature.of(other.method(), this.owner) + " and "
						+ MethodSignature.of(candidate.method(), this.owner));
			}
		}
		this.chosen.add(candidate);
	}

	/** More arguments, then no boxing, then the more specific parameters. */
	private boolean isBetter(FallbackCandidate one, FallbackCandidate other) {
		if (one.arguments() != other.arguments()) {
			return one.arguments() > other.arguments();
		}
		if (one.arguments() == 0) {
			return true;
		}
		MethodSignature left = MethodSignature.of(one.method(), this.owner);
		MethodSignature right = MethodSignature.of(other.method(), this.owner);
		if (left.needsNoBoxing(this.call) != right.needsNoBoxing(this.call)) {
			return left.needsNoBoxing(this.call);
		}
		List<Type> given = left.parameters().subList(0, one.arguments());
		return Instantiations.of(right, given, void.class).stream().anyMatch((way) -> takes(right, way, given));
	}

	private static boolean takes(MethodSignature signature, Map<TypeVariable<?>, Type> way, List<Type> given) {
		for (int i = 0; i < given.size(); i++) {
			if (!Assignment.isSubtype(JavaTypes.with(way, signature.parameters().get(i)), given.get(i))) {
				return false;
			}
		}
		return way.entrySet()
			.stream()
			.allMatch((entry) -> signature.bounds(entry.getKey())
				.stream()
				.allMatch((bound) -> Assignment.isSubtype(JavaTypes.with(way, bound), entry.getValue())));
	}

}
