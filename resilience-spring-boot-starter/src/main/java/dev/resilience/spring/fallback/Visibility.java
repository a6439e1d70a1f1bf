package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/**
 * Whether Java would let a protected method call another one (JLS 6.6), in its own class
 * or in that of another bean. Code in the class that declares the protected method would
 * do as well as code in the class of the object.
 *
 * @param declaring the class that declares the protected method
 * @param target the class of the object
 * @param owner the class that should have the other method
 */
record Visibility(Class<?> declaring, Class<?> target, Class<?> owner) {

	/** Why the method is out of reach, or null if it is not. */
	@Nullable String obstacle(Method method) {
		Class<?> type = method.getDeclaringClass();
		int modifiers = method.getModifiers();
		if (Modifier.isPublic(modifiers)) {
			return null;
		}
		if (Modifier.isPrivate(modifiers)) {
			boolean ownOne = this.owner == this.target && (type == this.target || type == this.declaring);
			return ownOne ? null : "is private in " + type.getName();
		}
		if (type.getPackage() == this.target.getPackage() || type.getPackage() == this.declaring.getPackage()
				|| (Modifier.isProtected(modifiers) && isInherited(method))) {
			return null;
		}
		return "is " + (Modifier.isProtected(modifiers) ? "protected" : "package-private") + " in " + type.getName()
				+ ", which " + this.target.getName() + " does not see from its package";
	}

	/** Of another object only if that is one of the same class. */
	private boolean isInherited(Method method) {
		return this.target.isAssignableFrom(this.owner) || this.declaring.isAssignableFrom(this.owner)
				|| (Modifier.isStatic(method.getModifiers())
						&& method.getDeclaringClass().isAssignableFrom(this.target));
	}

}
