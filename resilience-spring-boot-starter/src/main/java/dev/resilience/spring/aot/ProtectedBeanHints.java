package dev.resilience.spring.aot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.resilience.spring.intercept.AnnotatedClass;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

/**
 * What each protected bean needs: its methods and its fallback methods are called by
 * reflection, its class and all that this extends are searched for annotations, and a
 * fallback value is bound to what its methods return.
 * <p>
 * What does not fit is left out without a word; the start reports it.
 */
final class ProtectedBeanHints implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		List<AnnotatedClass> found = types(registeredBean).stream()
			.map(AnnotatedClass::of)
			.filter(AnnotatedClass::isProtected)
			.toList();
		return found.isEmpty() ? null : (context, code) -> {
			RuntimeHints hints = context.getRuntimeHints();
			found.forEach((annotated) -> register(annotated, hints.reflection()));
			found.forEach((annotated) -> annotated.answers().forEach((type) -> AnswerHints.register(type, hints)));
		};
	}

	/** The bean's class, and of a factory bean also what it makes. */
	private static Set<Class<?>> types(RegisteredBean bean) {
		Set<Class<?>> types = new LinkedHashSet<>();
		types.add(bean.getBeanClass());
		Class<?> made = bean.isInnerBean() ? null : bean.getBeanFactory().getType(bean.getBeanName(), false);
		if (made != null) {
			types.add(ClassUtils.getUserClass(made));
		}
		return types;
	}

	private static void register(AnnotatedClass annotated, ReflectionHints hints) {
		registerToSearch(annotated.type(), hints);
		annotated.fallbackBeans().forEach((type) -> registerToSearch(type, hints));
		// a JDK proxy names the interface's method, and Spring calls that one
		hints.registerForInterfaces(annotated.type(), TypeHint.builtWith(MemberCategory.INVOKE_PUBLIC_METHODS));
		annotated.methods().forEach((method) -> hints.registerMethod(method, ExecutableMode.INVOKE));
		annotated.fallbacks().forEach((method) -> hints.registerMethod(method, ExecutableMode.INVOKE));
	}

	private static void registerToSearch(Class<?> type, ReflectionHints hints) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			hints.registerType(each);
		}
		hints.registerForInterfaces(type, TypeHint.builtWith());
	}

}
