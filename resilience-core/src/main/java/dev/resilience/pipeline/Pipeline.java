package dev.resilience.pipeline;

import dev.resilience.async.AsyncLink;
import dev.resilience.async.AsyncType;
import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one method, linked once and walked by all its calls: a call looks nothing
 * up. Immutable.
 */
public abstract sealed class Pipeline {

	private final CallSite site;

	private final boolean passThrough;

	private Pipeline(CallSite site, boolean passThrough) {
		this.site = site;
		this.passThrough = passThrough;
	}

	/** For methods that return what they have done. */
	static Pipeline of(CallSite site, Link first, boolean passThrough) {
		return new Plain(site, first, passThrough);
	}

	/** For methods whose outcome comes later. */
	static Pipeline of(CallSite site, AsyncType type, AsyncLink first, boolean passThrough) {
		return new Async(site, type, first, passThrough);
	}

	/**
	 * Walks the chain with one call.
	 * @param call the call, made for {@link #site()}
	 * @return what the call returns
	 * @throws Throwable what the call throws
	 */
	public abstract @Nullable Object call(Call call) throws Throwable;

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

	private static final class Plain extends Pipeline {

		private final Link first;

		Plain(CallSite site, Link first, boolean passThrough) {
			super(site, passThrough);
			this.first = first;
		}

		@Override
		public @Nullable Object call(Call call) throws Throwable {
			return call.walk(this.first);
		}

	}

	private static final class Async extends Pipeline {

		private final AsyncType type;

		private final AsyncLink first;

		Async(CallSite site, AsyncType type, AsyncLink first, boolean passThrough) {
			super(site, passThrough);
			this.type = type;
			this.first = first;
		}

		@Override
		public Object call(Call call) {
			return this.type.front(call, this.first);
		}

	}

}
