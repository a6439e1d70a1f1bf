package dev.resilience.spring.shutdown;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.resilience.spring.shutdown.restarted.ShopApplication;
import dev.resilience.spring.support.Contexts;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.OverridingClassLoader;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Applications come and go in this JVM, as devtools restarts them: each has a class
 * loader of its own for the user's classes, and all share the libraries and some threads.
 * Says what is left of them.
 */
final class Restarts {

	private static final String YAML = """
			resilience:
			  defaults.retry: {max-attempts: 2, backoff: {delay: 1ms, max-delay: 1ms}, budget.ratio: 1}
			  policies:
			    plain: {circuit.failure-threshold: 1, time-limit.timeout: 1m, retry.retry-on: %1$s.ShopException}
			    short: {base: plain, time-limit.timeout: 20ms}
			    worker: {base: plain, time-limit.run-on: worker}
			    hangs: {retry.backoff: {delay: 1h, max-delay: 1h}, time-limit.timeout: 2s}
			  failures.rules: [{exception: %1$s.ShopException, category: SERVER_ERROR}]
			  observation.enabled: true
			""".formatted(ShopApplication.class.getPackageName());

	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

	private Restarts() {
	}

	/** With the number of restarts, and a directory to write in. */
	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[1]);
		ExecutorService shared = Executors.newFixedThreadPool(4);
		List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(args[0]); i++) {
			loaders.add(new WeakReference<>(startAndStop(directory, shared)));
		}
		long start = System.nanoTime();
		long left = loaders.size();
		List<String> threads = List.of();
		while (System.nanoTime() - start < LONGEST_NANOS && (left > 0 || !threads.isEmpty())) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(100);
			left = loaders.stream().filter((loader) -> loader.get() != null).count();
			threads = OwnThreads.names();
		}
		Files.writeString(directory.resolve("left"), "class loaders: " + left + ", threads: " + threads);
		System.exit(0);
	}

	/**
	 * Calls all forms, on threads that outlive the application too; some calls never end.
	 */
	private static ClassLoader startAndStop(Path directory, ExecutorService shared) throws Exception {
		ClassLoader loader = new ShopLoader();
		SpringApplicationBuilder application = Contexts.application(loader.loadClass(ShopApplication.class.getName()))
			.resourceLoader(new DefaultResourceLoader(loader));
		try (ConfigurableApplicationContext context = application.run(Contexts.arguments(directory, YAML))) {
			Runnable customer = (Runnable) context.getBean("customer");
			if (customer.getClass().getClassLoader() != loader) {
				throw new IllegalStateException("The user's classes are not loaded anew");
			}
			customer.run();
			shared.submit(customer).get();
		}
		return loader;
	}

	/** Loads what is the user's anew. */
	private static final class ShopLoader extends OverridingClassLoader {

		ShopLoader() {
			super(ShopApplication.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith(ShopApplication.class.getPackageName() + ".");
		}

	}

}
