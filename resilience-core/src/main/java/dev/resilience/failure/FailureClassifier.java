package dev.resilience.failure;

import org.jspecify.annotations.Nullable;

/**
 * Says what a failure is. In Spring, beans of this type are asked before the built-in
 * rules.
 * <p>
 * Asked on whatever thread the call failed on, by many at once, and never under a lock.
 * It is asked for the failure and then for each of its causes until one is known;
 * wrappers such as {@link java.util.concurrent.CompletionException} come last. One that
 * throws counts as not knowing, and is reported once.
 */
@FunctionalInterface
public interface FailureClassifier {

	/**
	 * Judges one failure; its causes are asked about separately.
	 * @param failure what was thrown
	 * @return the verdict, or null to leave it to others
	 */
	@Nullable FailureVerdict classify(Throwable failure);

}
