package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.util.ReflectionUtils;

/**
 * Finds the methods of a name that can stand in for a protected method, and says of the
 * others why they cannot.
 */
public final class FallbackMethods {

	private final MethodSignature call;

	private final FallbackFit fit;

	private final FallbackOverloads overloads;

	private final List<String> misfits = new ArrayList<>();

	private final Class<?> owner;

	private final Visibility visibility;

	/**
	 * Looks for fallback methods.
	 * @param method the protected method
	 * @param targetClass the class whose method it is
	 * @param owner the class that should have the fallback
	 * @param name the fallback's name
	 */
	public FallbackMethods(Method method, Class<?> targetClass, Class<?> owner, String name) {
		this.call = MethodSignature.of(method, targetClass);
		this.fit = new FallbackFit(this.call);
		this.owner = owner;
		this.visibility = new Visibility(method.getDeclaringClass(), targetClass, owner);
		List<FallbackCandidate> fitting = new ArrayList<>();
		for (MethodSignature candidate : MethodsOfClass.of(owner, (any) -> isNamed(any, name))) {
			if (!(owner == targetClass && isSame(candidate))) {
				judge(candidate, fitting);
			}
		}
		this.overloads = new FallbackOverloads(this.call, owner, fitting);
	}

	/**
	 * What can answer.
	 * @return the methods, of those for one failure type the one that Java would choose
	 */
	public List<FallbackCandidate> fitting() {
		return this.overloads.chosen();
	}

	/**
	 * What nobody could choose between.
	 * @return pairs of which neither is more specific than the other
	 */
	public List<String> ambiguous() {
		return this.overloads.ambiguous();
	}

	/**
	 * The near misses.
	 * @return each method of the name that does not fit, with the reason
	 */
	public List<String> misfits() {
		return this.misfits;
	}

	/**
	 * The names of the other methods.
	 * @return what a mistyped name may mean
	 */
	public Set<String> otherNames() {
		Set<String> names = new LinkedHashSet<>();
		for (MethodSignature other : MethodsOfClass.of(this.owner, (method) -> true)) {
			if (other.method().getDeclaringClass() != Object.class
					&& this.visibility.obstacle(other.method()) == null) {
				names.add(Kotlin.nameInSource(other.method()));
			}
		}
		names.remove(this.call.method().getName());
		return names;
	}

	/**
	 * What a method that fits looks like.
	 * @param name its name
	 * @return its signature in words
	 */
	public String wanted(String name) {
		return this.call.inWords(name);
	}

	private static boolean isNamed(Method method, String name) {
		return method.getName().equals(name) || Kotlin.nameInSource(method).equals(name);
	}

	private boolean isSame(MethodSignature candidate) {
		return candidate.method().getName().equals(this.call.method().getName())
				&& candidate.key().equals(this.call.key());
	}

	private void judge(MethodSignature candidate, List<FallbackCandidate> fitting) {
		List<String> problems = new ArrayList<>();
		String obstacle = this.visibility.obstacle(candidate.method());
		if (obstacle != null) {
			problems.add(obstacle);
		}
		else {
			FallbackCandidate fits = this.fit.judge(candidate, problems);
			if (fits != null) {
				ReflectionUtils.makeAccessible(candidate.method());
				fitting.add(fits);
			}
		}
		if (!problems.isEmpty()) {
			this.misfits.add(candidate + " " + String.join(", and it ", problems));
		}
	}

}
