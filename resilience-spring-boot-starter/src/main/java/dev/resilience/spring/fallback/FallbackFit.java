package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Whether one method can stand in for another: as if that called it with its arguments,
 * and returned what it returns.
 */
final class FallbackFit {

	private final MethodSignature call;

	/**
	 * The arguments' types, which for the length of a call are what they are (JLS
	 * 6.5.6.1).
	 */
	private final List<Type> arguments;

	FallbackFit(MethodSignature call) {
		this.call = call;
		this.arguments = call.parameters().stream().map(JavaTypes::captured).toList();
	}

	/**
	 * How the method could be called.
	 * @param problems where what differs goes, if it cannot be called
	 * @return the candidate, or null
	 */
	@Nullable FallbackCandidate judge(MethodSignature signature, List<String> problems) {
		if (Kotlin.isSuspend(signature.method())) {
			problems.add("is a Kotlin suspend function, which only a coroutine can call");
			return null;
		}
		int wanted = this.arguments.size();
		int given = signature.parameters().size();
		List<String> fewest = null;
		for (Shape shape : shapes(wanted, given, signature.takesFailure())) {
			List<String> found = problems(signature, shape);
			if (found.isEmpty() && shape.withFailure()
					&& Error.class.isAssignableFrom(signature.method().getParameterTypes()[shape.arguments()])) {
				found = List.of("takes an Error, and those are never answered");
			}
			if (found.isEmpty()) {
				return candidate(signature.method(), shape);
			}
			fewest = (fewest != null && fewest.size() <= found.size()) ? fewest : found;
		}
		problems.addAll((fewest != null) ? fewest : otherNumber(signature));
		return null;
	}

	/**
	 * Where a parameter could be argument or failure, the full argument list is tried
	 * first.
	 */
	private static List<Shape> shapes(int wanted, int given, boolean takesFailure) {
		List<Shape> shapes = new ArrayList<>();
		if (given == wanted) {
			shapes.add(new Shape(wanted, false));
		}
		if (given == wanted + 1 && takesFailure) {
			shapes.add(new Shape(wanted, true));
		}
		if (given == 0) {
			shapes.add(new Shape(0, false));
		}
		if (given == 1 && takesFailure) {
			shapes.add(new Shape(0, true));
		}
		return shapes;
	}

	private static FallbackCandidate candidate(Method method, Shape shape) {
		Class<?> failureType = shape.withFailure() ? method.getParameterTypes()[shape.arguments()] : null;
		return new FallbackCandidate(method, shape.arguments(), failureType);
	}

	private List<String> otherNumber(MethodSignature signature) {
		List<String> problems = new ArrayList<>(new FallbackParameters(this.call, signature).otherNumber());
		if (signature.variables().isEmpty()) {
			addReturned(problems, signature, signature.returned());
		}
		return problems;
	}

	/**
	 * A generic method fits if there is any way to call it; what is told is of the
	 * likeliest.
	 */
	private List<String> problems(MethodSignature signature, Shape shape) {
		List<String> first = null;
		List<Type> given = this.arguments.subList(0, shape.arguments());
		for (Map<TypeVariable<?>, Type> way : Instantiations.of(signature, given, this.call.returned())) {
			List<String> found = problems(signature, given, way);
			if (found.isEmpty()) {
				return found;
			}
			first = (first != null) ? first : found;
		}
		return (first != null) ? first : List.of();
	}

	private List<String> problems(MethodSignature signature, List<Type> given, Map<TypeVariable<?>, Type> way) {
		List<String> problems = new ArrayList<>();
		way.forEach((variable, type) -> {
			for (Type bound : JavaTypes.with(way, signature.bounds(variable).toArray(Type[]::new))) {
				if (!Assignment.isSubtype(bound, type)) {
					problems.add("would need " + TypeNames.of(type, bound) + " for its " + variable.getName()
							+ ", which is no " + TypeNames.of(bound, type));
				}
			}
		});
		List<Type> taken = JavaTypes.with(way, signature.parameters().toArray(Type[]::new));
		problems.addAll(new FallbackParameters(this.call, signature).differences(taken, given));
		addReturned(problems, signature, JavaTypes.with(way, signature.returned()));
		return problems;
	}

	private void addReturned(List<String> problems, MethodSignature signature, Type returned) {
		Type wanted = this.call.returned();
		if (wanted == void.class || Kotlin.returnsNothing(signature.method())) {
			return;
		}
		if (returned == void.class) {
			problems.add("returns nothing, where the method returns " + TypeNames.of(wanted));
			return;
		}
		switch (Assignment.of(wanted, returned)) {
			case UNCHECKED -> problems.add("returns " + FallbackParameters.raw(returned) + ", where the method returns "
					+ TypeNames.of(wanted, returned));
			case DIFFERS -> problems
				.add("returns " + TypeNames.of(returned, wanted) + ", which is no " + TypeNames.of(wanted, returned));
			case FITS -> {
			}
		}
	}

	/** How many of the arguments it takes, and whether a failure after them. */
	private record Shape(int arguments, boolean withFailure) {
	}

}
