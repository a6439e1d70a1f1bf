package dev.resilience.spring.observation;

import dev.resilience.policy.CallEnd;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * The names and tags that observations have unless the application says otherwise. Tags
 * have few values: {@code policy}, {@code outcome}, {@code category} and
 * {@code exception}. What has more, or could, goes to traces only: {@code method} and
 * {@code attempts}.
 */
public class DefaultProtectedCallConvention implements ProtectedCallConvention {

	private static final String NAME = "resilience.calls";

	/**
	 * Every tag is there from the start, because registries want the same tags always.
	 */
	private static final String NONE = "none";

	private static final String UNKNOWN = "unknown";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(ProtectedCallContext context) {
		String where = context.where();
		int method = where.indexOf('#');
		return (method < 0) ? where
				: where.substring(Math.max(where.lastIndexOf('.', method), where.lastIndexOf('$', method)) + 1);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ProtectedCallContext context) {
		CallEnd end = context.end();
		return KeyValues.of(KeyValue.of("policy", context.policy()),
				KeyValue.of("outcome", (end != null) ? end.outcome().tag() : UNKNOWN),
				KeyValue.of("category", (end != null && end.category() != null) ? end.category().tag() : NONE),
				KeyValue.of("exception", exception((end != null) ? end.failure() : null)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ProtectedCallContext context) {
		KeyValues values = KeyValues.of("method", context.where());
		CallEnd end = context.end();
		return (end != null) ? values.and("attempts", String.valueOf(end.attempts())) : values;
	}

	private static String exception(@Nullable Throwable failure) {
		if (failure == null) {
			return NONE;
		}
		String name = failure.getClass().getSimpleName();
		return name.isEmpty() ? failure.getClass().getName() : name;
	}

}
