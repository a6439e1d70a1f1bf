package dev.resilience.pipeline;

import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one method, linked once and walked by all its calls: a call looks nothing
 * up. Immutable.
 */
public final class Pipeline {

	private final CallSite site;

	private final Link first;

	private final boolean passThrough;

	Pipeline(CallSite site, Link first, boolean passThrough) {
		this.site = site;
		this.first = first;
		this.passThrough = passThrough;
	}

	/**
	 * Walks the chain with one call.
	 * @param call the call, made for {@link #site()}
	 * @return what the call returns
	 * @throws Throwable what the call throws
	 */
	public @Nullable Object call(Call call) throws Throwable {
		return call.walk(this.first);
	}

	/**
	 * What the calls of this pipeline are made for.
	 * @return the site
	 */
	public CallSite site() {
		return this.site;
	}

	/**
	 * Whether there is nothing to walk, because all that the method asks for is switched
	 * off: then it may be called at once.
	 * @return true for an empty chain
	 */
	public boolean isPassThrough() {
		return this.passThrough;
	}

}
