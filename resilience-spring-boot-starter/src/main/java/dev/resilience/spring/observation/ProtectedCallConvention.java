package dev.resilience.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags of the observations of protected calls. A bean of this type takes the
 * place of {@link DefaultProtectedCallConvention}.
 */
public interface ProtectedCallConvention extends ObservationConvention<ProtectedCallContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ProtectedCallContext;
	}

}
