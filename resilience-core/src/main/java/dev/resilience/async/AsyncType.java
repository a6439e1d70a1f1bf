package dev.resilience.async;

import java.lang.reflect.Type;

import dev.resilience.policy.Call;
import dev.resilience.policy.DetachedCall;
import org.jspecify.annotations.Nullable;

/**
 * A family of return types whose outcome comes later. Knows what a caller is given, and
 * how to follow what the method returns. Shared by all calls.
 */
public interface AsyncType {

	/**
	 * Whether a method that declares this return type is served.
	 * @param returnType what the method declares
	 * @return true if what {@link #front} gives is of that type
	 */
	boolean serves(Class<?> returnType);

	/**
	 * What a value is that comes later.
	 * @param returnType what the method declares
	 * @return the type of the value
	 */
	Type valueType(Type returnType);

	/**
	 * Whether there is one result that can be looked at; if not, nobody can refuse it.
	 * @return false for a stream
	 */
	boolean hasOneResult();

	/**
	 * A value that is there already, as the method would have returned it.
	 * @param value of the {@link #valueType}
	 * @return an object that {@link #follow} follows
	 */
	Object completed(@Nullable Object value);

	/**
	 * What has nothing in it, as the method would have returned it.
	 * @return an object that {@link #follow} follows; null where there is always
	 * something in it, be it an empty value
	 */
	default @Nullable Object empty() {
		return null;
	}

	/**
	 * What the caller is given: tells the call's outcome, and cancels the call. Decides
	 * when, and how often, the chain is walked.
	 * @param origin how to run the method
	 * @param first the outermost link
	 * @return an object of the declared type
	 */
	Object front(Call origin, AsyncLink first);

	/**
	 * Follows what the method returned.
	 * @param made what it returned
	 * @param call the attempt that it was returned to
	 * @param source to be told how to cancel it, and how it ended; the former first, for
	 * it may be cancelled by what it brings
	 */
	void follow(Object made, DetachedCall call, Source source);

}
