package dev.resilience.spring.reactive;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import dev.resilience.async.AsyncLink;
import dev.resilience.async.AsyncType;
import dev.resilience.async.Source;
import dev.resilience.policy.Call;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.DetachedCall;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CorePublisher;
import reactor.core.publisher.Flux;

import org.springframework.core.ResolvableType;

/**
 * {@code Flux}, and {@code Publisher}: elements that pass through as they come, as many
 * as the subscriber asks for. Nothing happens before it is subscribed to, and each
 * subscription is a call of its own.
 */
final class FluxType implements AsyncType {

	private static final Set<Class<?>> SERVED = Set.of(Flux.class, Publisher.class, CorePublisher.class);

	@Override
	public boolean serves(Class<?> returnType) {
		return SERVED.contains(returnType);
	}

	@Override
	public Type valueType(Type returnType) {
		ResolvableType element = ResolvableType.forType(returnType).getGeneric(0);
		return (element != ResolvableType.NONE) ? ResolvableType.forClassWithGenerics(List.class, element).getType()
				: List.class;
	}

	@Override
	public boolean hasOneResult() {
		return false;
	}

	@Override
	public Object completed(@Nullable Object value) {
		return (value instanceof Collection<?> elements) ? Flux.fromIterable(elements) : Flux.empty();
	}

	@Override
	public Object empty() {
		return Flux.empty();
	}

	@Override
	public Object front(Call origin, AsyncLink first) {
		Carried caller = origin.site().carrier().capture();
		return Flux.create((sink) -> new FluxCall(sink).start(origin, caller, first));
	}

	@Override
	public void follow(Object made, DetachedCall call, Source source) {
		call.downstream(FluxCall.class).follow((Publisher<?>) made, source);
	}

	@Override
	public String toString() {
		return "Flux";
	}

}
