package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a generic method's own variables could stand for in a call. These are guesses,
 * from the arguments first and then from what is to be returned; whoever takes one checks
 * whether everything fits with it. So a guess too many does no harm.
 */
final class Instantiations {

	/** Nobody writes a fallback method with more possibilities. */
	private static final int MOST = 256;

	private final Map<TypeVariable<?>, Set<Type>> guesses = new LinkedHashMap<>();

	private final MethodSignature callee;

	private Instantiations(MethodSignature callee) {
		this.callee = callee;
		callee.variables().forEach((variable) -> this.guesses.put(variable, new LinkedHashSet<>()));
	}

	/** Each of the ways; one that puts in nothing, if the method is not generic. */
	static List<Map<TypeVariable<?>, Type>> of(MethodSignature callee, List<Type> arguments, Type wanted) {
		Instantiations found = new Instantiations(callee);
		for (int i = 0; i < arguments.size(); i++) {
			found.compare(callee.parameters().get(i), arguments.get(i));
		}
		found.compareReturned(callee.returned(), wanted);
		callee.variables().forEach(found::compareBounds);
		return found.all();
	}

	/** What is known of a variable tells of others that its bounds name. */
	private void compareBounds(TypeVariable<?> variable) {
		for (Type guess : List.copyOf(this.guesses.getOrDefault(variable, Set.of()))) {
			this.callee.bounds(variable).forEach((bound) -> compare(bound, guess));
		}
	}

	private void compare(Type formal, Type actual) {
		Set<Type> known = this.guesses.get(formal);
		Type component = JavaTypes.component(formal);
		Type given = JavaTypes.component(actual);
		if (known != null) {
			known.add(Primitives.boxed(actual));
		}
		else if (component != null && given != null) {
			compare(component, given);
		}
		else if (formal instanceof ParameterizedType generic && JavaTypes.asSuper(Primitives.boxed(actual),
				JavaTypes.erasure(generic)) instanceof ParameterizedType found) {
			compareArguments(generic, found);
		}
	}

	private void compareReturned(Type formal, Type wanted) {
		if (wanted instanceof ParameterizedType generic && !this.guesses.containsKey(formal)
				&& JavaTypes.asSuper(formal, JavaTypes.erasure(wanted)) instanceof ParameterizedType found) {
			compareArguments(found, generic);
		}
		else if (wanted != void.class) {
			compare(formal, wanted);
		}
	}

	private void compareArguments(ParameterizedType formal, ParameterizedType actual) {
		Type[] formals = formal.getActualTypeArguments();
		for (int i = 0; i < formals.length; i++) {
			compare(inside(formals[i]), inside(actual.getActualTypeArguments()[i]));
		}
	}

	private static Type inside(Type argument) {
		if (!(argument instanceof WildcardType wildcard)) {
			return argument;
		}
		Type[] lower = wildcard.getLowerBounds();
		return (lower.length > 0) ? lower[0] : wildcard.getUpperBounds()[0];
	}

	private List<Map<TypeVariable<?>, Type>> all() {
		List<Map<TypeVariable<?>, Type>> ways = List.of(Map.of());
		for (TypeVariable<Method> variable : this.callee.variables()) {
			List<Map<TypeVariable<?>, Type>> longer = new ArrayList<>();
			for (Map<TypeVariable<?>, Type> way : ways) {
				for (Type guess : guesses(variable, way)) {
					Map<TypeVariable<?>, Type> one = new HashMap<>(way);
					one.put(variable, guess);
					longer.add(one);
				}
			}
			ways = longer.subList(0, Math.min(MOST, longer.size()));
		}
		return ways;
	}

	/** Of what nothing is known, it is the bound. */
	private Set<Type> guesses(TypeVariable<?> variable, Map<TypeVariable<?>, Type> way) {
		Set<Type> found = new LinkedHashSet<>(this.guesses.getOrDefault(variable, Set.of()));
		Type bound = JavaTypes.with(way, this.callee.bounds(variable).get(0));
		found.add(bound);
		found.add(JavaTypes.erasure(bound));
		return found;
	}

}
