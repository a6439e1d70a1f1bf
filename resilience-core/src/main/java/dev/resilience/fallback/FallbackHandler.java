package dev.resilience.fallback;

import java.lang.reflect.Type;

import dev.resilience.policy.Call;
import org.jspecify.annotations.Nullable;

/** What answers in place of one method. Called by many threads at once. */
public interface FallbackHandler {

	/**
	 * Whether there is an answer to this failure.
	 * @param call the call that failed
	 * @param failure what was thrown
	 * @return false to let the failure go on
	 */
	boolean accepts(Call call, Throwable failure);

	/**
	 * Answers a failure that was accepted.
	 * @param call the call that failed
	 * @param failure what was thrown
	 * @return the answer
	 * @throws Throwable if the fallback fails as well; it goes to the caller as it is
	 */
	@Nullable Object answer(Call call, Throwable failure) throws Throwable;

	/**
	 * Answers every failure with a value.
	 * @param value makes the value
	 * @param returnType what the method returns
	 * @return the handler
	 */
	static FallbackHandler of(FallbackValue value, Type returnType) {
		return new FallbackHandler() {

			@Override
			public boolean accepts(Call call, Throwable failure) {
				return true;
			}

			@Override
			public @Nullable Object answer(Call call, Throwable failure) {
				return value.make(returnType);
			}

		};
	}

}
