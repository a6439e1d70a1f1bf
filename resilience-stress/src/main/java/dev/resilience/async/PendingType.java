package dev.resilience.async;

import java.lang.reflect.Type;

import dev.resilience.policy.Call;
import dev.resilience.policy.DetachedCall;

/**
 * Follows something that never ends by itself, and remembers whether it was cancelled.
 */
final class PendingType implements AsyncType {

	volatile Source followed;

	volatile boolean isCancelled;

	@Override
	public void follow(Object made, DetachedCall call, Source source) {
		this.followed = source;
		source.onCancel(() -> this.isCancelled = true);
	}

	@Override
	public boolean serves(Class<?> returnType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Type valueType(Type returnType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean hasOneResult() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Object completed(Object value) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Object front(Call origin, AsyncLink first) {
		throw new UnsupportedOperationException();
	}

}
