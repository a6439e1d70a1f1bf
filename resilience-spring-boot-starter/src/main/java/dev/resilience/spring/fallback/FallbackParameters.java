package dev.resilience.spring.fallback;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says how the parameters of a method differ from those of the method that it should
 * stand in for.
 *
 * @param call the protected method
 * @param fallback the other one
 */
record FallbackParameters(MethodSignature call, MethodSignature fallback) {

	/** One by one; empty if they take what is given. */
	List<String> differences(List<Type> taken, List<Type> given) {
		List<String> differences = new ArrayList<>();
		for (int i = 0; i < given.size(); i++) {
			Assignment assignment = Assignment.of(taken.get(i), given.get(i));
			if (assignment != Assignment.FITS) {
				differences.add(difference(i, taken.get(i), this.call.parameters().get(i), assignment));
			}
		}
		if (differences.isEmpty()) {
			return differences;
		}
		int failure = misplacedFailure();
		if (failure >= 0) {
			return List.of(misplaced(failure));
		}
		if (this.fallback.takesFailure() && taken.size() == given.size() && given.size() > 1
				&& !isFailure(given.get(given.size() - 1))) {
			return otherNumber();
		}
		return isInOtherOrder(taken, given) ? List.of("takes the method's parameters in another order") : differences;
	}

	private static String difference(int index, Type taken, Type given, Assignment assignment) {
		return "takes " + TypeNames.of(taken, given) + " as its " + ordinal(index) + " parameter, where the method has "
				+ ((assignment == Assignment.UNCHECKED) ? raw(given) : TypeNames.of(given, taken));
	}

	/** What to say of a method that takes neither all parameters nor none. */
	List<String> otherNumber() {
		int wanted = this.call.parameters().size();
		int given = this.fallback.parameters().size();
		int failure = misplacedFailure();
		if (failure >= 0) {
			return List.of(misplaced(failure));
		}
		int arguments = this.fallback.takesFailure() ? given - 1 : given;
		if (arguments < wanted) {
			return List.of("takes " + arguments + " of the method's " + wanted
					+ " parameters, and may take all of them or none");
		}
		return List.of("takes " + parameters(arguments) + ", where the method has "
				+ ((wanted == 0) ? "none" : String.valueOf(wanted))
				+ ", and only a Throwable may be added, as the last");
	}

	/**
	 * Where it has a failure in front that the method's own parameters do not have, or
	 * -1.
	 */
	private int misplacedFailure() {
		List<Type> given = this.fallback.parameters();
		boolean methodTakesOne = this.call.parameters().stream().anyMatch(FallbackParameters::isFailure);
		for (int i = 0; i < given.size() - 1 && !methodTakesOne; i++) {
			if (isFailure(given.get(i))) {
				return i;
			}
		}
		return -1;
	}

	private String misplaced(int index) {
		return "takes " + TypeNames.of(this.fallback.parameters().get(index)) + " as its " + ordinal(index)
				+ " parameter, and a failure has to be the last";
	}

	private static boolean isFailure(Type type) {
		return Throwable.class.isAssignableFrom(JavaTypes.erasure(type));
	}

	private static boolean isInOtherOrder(List<Type> taken, List<Type> given) {
		List<Type> left = new ArrayList<>(taken);
		for (Type type : given) {
			Optional<Type> taking = left.stream()
				.filter((other) -> Assignment.of(other, type) == Assignment.FITS)
				.findFirst();
			if (taking.isEmpty()) {
				return false;
			}
			left.remove(taking.get());
		}
		return true;
	}

	/** What is raw itself, or is so underneath. */
	static String raw(Type type) {
		return JavaTypes.isRaw(type) ? "the raw type " + TypeNames.of(type) + ", which does not say of what"
				: TypeNames.of(type) + ", which is raw underneath and does not say of what";
	}

	private static String parameters(int number) {
		return number + ((number == 1) ? " parameter" : " parameters");
	}

	private static String ordinal(int index) {
		int number = index + 1;
		boolean isTeen = number % 100 > 10 && number % 100 < 14;
		return number + switch (isTeen ? 0 : number % 10) {
			case 1 -> "st";
			case 2 -> "nd";
			case 3 -> "rd";
			default -> "th";
		};
	}

}
