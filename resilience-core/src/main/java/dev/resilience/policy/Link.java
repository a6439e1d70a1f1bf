package dev.resilience.policy;

import org.jspecify.annotations.Nullable;

/**
 * One link of the chain that a call walks. A chain is made once for a method and shared
 * by all its calls and threads; what belongs to one call is in the {@link Call}, never in
 * the thread. Calls whose outcome comes later walk links of another form,
 * {@code AsyncLink}.
 * <p>
 * A kind that only admits calls and is told how they end is a {@link Gate} and needs no
 * link of its own. A kind that runs the call again, elsewhere or instead keeps its
 * decisions apart from the walking, for the same reason.
 */
@FunctionalInterface
public interface Link {

	/**
	 * Lets a call through to the next link, or doesn't.
	 * @param call the call on its way
	 * @return what the call returns
	 * @throws Throwable what the call throws, the same instance that the method threw
	 * unless this link has a failure of its own to tell
	 */
	@Nullable Object call(Call call) throws Throwable;

}
