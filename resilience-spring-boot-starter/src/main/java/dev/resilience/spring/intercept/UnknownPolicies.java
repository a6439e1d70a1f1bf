package dev.resilience.spring.intercept;

import java.util.List;

import dev.resilience.UnknownPolicyException;
import dev.resilience.pipeline.NearestNames;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.ReadyMadePolicies;

/** Tells which code has asked for a policy that there is not. */
public final class UnknownPolicies {

	/** Who is asked, and asks on; the first that is none of these is the code. */
	private static final List<String> BETWEEN = List.of("dev.resilience.pipeline.", "java.", "jdk.",
			"org.springframework.");

	private UnknownPolicies() {
	}

	/**
	 * The mistake in the code.
	 * @param unknown what the engine has thrown
	 * @return a mistake at the method that has asked
	 */
	public static Mistake mistake(UnknownPolicyException unknown) {
		List<String> known = unknown.known();
		List<String> near = NearestNames.of(unknown.policy(), known);
		return new Mistake(place(unknown.getStackTrace()),
				"asks for the policy '" + unknown.policy() + "', but there is no such policy; "
						+ (known.isEmpty() ? "none is configured" : "known are " + String.join(", ", known)),
				(near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ")
						+ "Correct the name, or configure resilience.policies." + unknown.policy()
						+ (ReadyMadePolicies.NAMES.contains(unknown.policy()) ? " with base: " + unknown.policy()
								+ ", which is ready-made and can only be a policy's base." : "."));
	}

	private static String place(StackTraceElement[] stack) {
		for (StackTraceElement frame : stack) {
			if (BETWEEN.stream().noneMatch(frame.getClassName()::startsWith)) {
				return frame.getMethodName().equals("<init>") ? "The constructor of " + frame.getClassName()
						: frame.getClassName() + "#" + frame.getMethodName();
			}
		}
		return "Code";
	}

}
