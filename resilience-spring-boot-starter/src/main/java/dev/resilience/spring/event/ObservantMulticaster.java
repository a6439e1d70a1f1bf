package dev.resilience.spring.event;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;

import dev.resilience.event.ResilienceEvent;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Spring's own multicaster, which also tells whether anybody listens. To publish an event
 * that nobody listens to costs many times what a refused call does.
 * <p>
 * Whether a listener supports a kind of event is Spring's decision, which Spring keeps
 * until listeners come or go, as is done here.
 */
final class ObservantMulticaster extends SimpleApplicationEventMulticaster {

	/** By this name a context finds its multicaster. */
	static final String BEAN_NAME = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	private static final AtomicReferenceFieldUpdater<ObservantMulticaster, Class<?>[]> UNHEARD = AtomicReferenceFieldUpdater
		.newUpdater(ObservantMulticaster.class, arrayType(), "unheard");

	/**
	 * The kinds that nobody listens to, as far as they were asked about. Another array
	 * whenever a listener has come or gone, and read before the listeners are asked: what
	 * was found among those from before a change finds another array here, and is not
	 * kept. Volatile, so that a listener hears whatever happens after it was added.
	 */
	private volatile Class<?>[] unheard = {};

	/**
	 * Whether any listener supports events of a kind.
	 * @param kind the event's class
	 * @param context where it would be published
	 */
	boolean isHeard(Class<? extends ResilienceEvent> kind, ApplicationContext context) {
		Class<?>[] silent = this.unheard;
		for (Class<?> known : silent) {
			if (known == kind) {
				return false;
			}
		}
		if (hasListeners(kind, context)) {
			return true;
		}
		Class<?>[] more = Arrays.copyOf(silent, silent.length + 1);
		more[silent.length] = kind;
		UNHEARD.compareAndSet(this, silent, more);
		return false;
	}

	/** Spring looks at the event's source and type; the payload is of no account. */
	private boolean hasListeners(Class<?> kind, ApplicationContext context) {
		ResolvableType type = ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, kind);
		return !getApplicationListeners(new PayloadApplicationEvent<>(context, kind), type).isEmpty();
	}

	@SuppressWarnings("unchecked")
	private static Class<Class<?>[]> arrayType() {
		return (Class<Class<?>[]>) (Class<?>) Class[].class;
	}

	private void listenersHaveChanged() {
		this.unheard = new Class<?>[0];
	}

	@Override
	public void addApplicationListener(ApplicationListener<?> listener) {
		super.addApplicationListener(listener);
		listenersHaveChanged();
	}

	@Override
	public void addApplicationListenerBean(String listenerBeanName) {
		super.addApplicationListenerBean(listenerBeanName);
		listenersHaveChanged();
	}

	@Override
	public void removeApplicationListener(ApplicationListener<?> listener) {
		super.removeApplicationListener(listener);
		listenersHaveChanged();
	}

	@Override
	public void removeApplicationListenerBean(String listenerBeanName) {
		super.removeApplicationListenerBean(listenerBeanName);
		listenersHaveChanged();
	}

	@Override
	public void removeApplicationListeners(Predicate<ApplicationListener<?>> predicate) {
		super.removeApplicationListeners(predicate);
		listenersHaveChanged();
	}

	@Override
	public void removeApplicationListenerBeans(Predicate<String> predicate) {
		super.removeApplicationListenerBeans(predicate);
		listenersHaveChanged();
	}

	@Override
	public void removeAllListeners() {
		super.removeAllListeners();
		listenersHaveChanged();
	}

}
