package dev.resilience.test.conformance;

import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.resilience.annotation.Unprotected;

import org.springframework.util.Assert;

/**
 * Checks that every call to a backend is reached only through protected methods. One line
 * in a test: <pre class="code">
 * ResilienceConformance.of(ShopApplication.class).check();</pre>
 * <p>
 * Backends are known by the clients that reach them: {@code RestClient},
 * {@code RestTemplate}, {@code WebClient}, the JDK's {@code HttpClient}, interfaces with
 * {@code @HttpExchange} or Feign's annotations, JDBC, R2DBC, Redis, MongoDB, Kafka, JMS,
 * RabbitMQ, mail, SOAP, and Spring AI's models and vector stores. Others are added with
 * {@link #client(Class, String...)}.
 * <p>
 * A call is protected if the method that it stands in is, or if every method that leads
 * there is. A method that nobody calls may be called by anybody; so may one that a
 * framework calls. A call of a protected method on the same object goes past the proxy
 * and counts as none. Annotations are found where they are found at run time; a
 * {@code @Fallback} alone protects nothing. Code handed to {@code ProtectedCalls} as a
 * lambda or a method reference is protected, and so is what a {@code BackendCheck} does,
 * which has a limit of its own.
 * <p>
 * What it cannot see, because it reads code and runs none: calls by reflection, calls
 * within libraries (Spring Data repositories among them, unless added as a client), which
 * of several implementations an interface stands for (it takes all), objects of a
 * protected class that are made with {@code new} and have no proxy, code that a protected
 * method hands to another thread or stores for later, and what the configuration says: a
 * policy may be switched off. A call on the same object is known by there being nothing
 * else at hand to call; in a method that has another object of its class, it is taken for
 * a call through the proxy, and so is a call on an object that hands itself to another.
 * <p>
 * Configured and used by one thread.
 */
public final class ResilienceConformance {

	private final List<String> packages;

	private final ClientCalls clients = new ClientCalls();

	private final Guards guards = new Guards();

	private final Exceptions exceptions = new Exceptions();

	private final List<ImportOption> options = new ArrayList<>(List.of(new ImportOption.DoNotIncludeTests()));

	private ResilienceConformance(List<String> packages) {
		this.packages = List.copyOf(packages);
	}

	/**
	 * For the package of a class, and those below; test classes are left out.
	 * @param application a class at the top of the application, as the one with
	 * {@code @SpringBootApplication}
	 * @return the check
	 */
	public static ResilienceConformance of(Class<?> application) {
		return ofPackages(application.getPackageName());
	}

	/**
	 * For packages and those below; test classes are left out.
	 * @param packages the names of the packages
	 * @return the check
	 */
	public static ResilienceConformance ofPackages(String... packages) {
		Assert.notEmpty(packages, "Name a package");
		return new ResilienceConformance(List.of(packages));
	}

	/**
	 * Adds a client.
	 * @param type the client's class or interface; what extends it counts too
	 * @param methods the methods that call a backend; none for all that objects of the
	 * type have
	 * @return this check
	 */
	public ResilienceConformance client(Class<?> type, String... methods) {
		return client(type.getName(), methods);
	}

	/**
	 * Adds a client that need not be on the class path of the test.
	 * @param type the full name of the client's class or interface; what extends it
	 * counts too
	 * @param methods the methods that call a backend; none for all that objects of the
	 * type have
	 * @return this check
	 */
	public ResilienceConformance client(String type, String... methods) {
		Assert.hasText(type, "A client needs a name");
		this.clients.add((methods.length > 0) ? Client.with(type, methods) : Client.allBut(type));
		return this;
	}

	/**
	 * Names a place where calls are bare on purpose and which cannot be annotated with
	 * {@link Unprotected}. If no call is found there, the check fails.
	 * @param place as {@code com.acme.Legacy#read}, or a class for all its methods
	 * @param reason why nothing needs to protect them, not blank
	 * @return this check
	 */
	public ResilienceConformance except(String place, String reason) {
		Assert.hasText(place, "An exception needs a place");
		Assert.hasText(reason, "The exception of " + place + " needs a reason");
		this.exceptions.add(place, reason);
		return this;
	}

	/**
	 * Says that the objects of a type are made by {@code ProtectedCalls.wrap}, so that
	 * all its methods are protected.
	 * @param type the type that is given to {@code wrap}
	 * @param policy the policy's name
	 * @return this check
	 */
	public ResilienceConformance protectedByCode(Class<?> type, String policy) {
		Assert.hasText(policy, "Name the policy that protects " + type.getName());
		this.guards.protectedByCode(type.getName(), policy);
		return this;
	}

	/** For tests of the check, whose applications are test classes. */
	ResilienceConformance includingTests() {
		this.options.clear();
		return this;
	}

	/**
	 * All calls to backends that were found, sorted by class and line.
	 * @return the rows of the matrix, at least one
	 * @throws AssertionError if there is no class, or no call in them: who sees nothing
	 * can prove nothing
	 */
	public List<BackendCall> matrix() {
		JavaClasses classes = new ClassFileImporter().withImportOptions(this.options).importPackages(this.packages);
		if (classes.isEmpty()) {
			throw new AssertionError("No class was found in " + packages() + " or below, so nothing is proved. "
					+ "Test classes are not looked at.");
		}
		AnalysedCode code = new AnalysedCode(classes);
		List<BackendCall> calls = code.calls()
			.filter(this.clients::isClientCall)
			.map((call) -> new CoverageSearch(code, this.guards, this.exceptions, call).find())
			.sorted()
			.toList();
		if (calls.isEmpty()) {
			throw new AssertionError("No call to a backend was found in " + packages() + " or below (classes read: "
					+ classes.size() + "), so nothing is proved. Name the application's own clients with client(…).");
		}
		return calls;
	}

	/**
	 * Fails if a call to a backend is not protected.
	 * @throws AssertionError if so; its message is the matrix and the ways that are not
	 * protected. Also if nothing was found to look at, or an exception stands for no call
	 */
	public void check() {
		List<BackendCall> calls = matrix();
		List<String> unused = this.exceptions.unused();
		if (!unused.isEmpty()) {
			throw new AssertionError("No unprotected call was found for the exceptions of " + String.join(", ", unused)
					+ ". Take them away, or correct the names.");
		}
		if (calls.stream().anyMatch((call) -> call.coverage() == Coverage.UNPROTECTED)) {
			throw new AssertionError(new Matrix(calls).toString());
		}
	}

	private String packages() {
		return String.join(", ", this.packages);
	}

}
