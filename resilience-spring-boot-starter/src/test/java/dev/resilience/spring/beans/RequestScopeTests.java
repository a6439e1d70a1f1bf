package dev.resilience.spring.beans;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans of one request, in a web application that is asked over HTTP. */
class RequestScopeTests {

	@Nested
	class BehindAClassProxy extends InRequests {

		@Override
		Class<?> beans() {
			return OfAClass.class;
		}

	}

	@Nested
	class BehindAnInterfaceProxy extends InRequests {

		@Override
		Class<?> beans() {
			return OfAnInterface.class;
		}

	}

	/** Each call is made in a request of its own, on a thread of the server. */
	abstract static class InRequests extends EveryPolicy {

		@TempDir
		private Path directory;

		abstract Class<?> beans();

		@Override
		void start(boolean classProxies, BiConsumer<Quotes, ApplicationContext> test) {
			String yaml = "spring.aop.proxy-target-class: " + classProxies + "\n"
					+ String.join("\n", POLICIES).replace("=", ": ") + "\n";
			BackendOfTheTest.backend = this.backend;
			try (WebApplication application = new WebApplication(this.directory, yaml, BackendOfTheTest.class,
					Door.class, beans())) {
				test.accept(inRequests(application), application.context());
			}
		}

		private static Quotes inRequests(WebApplication application) {
			Quotes injected = application.context().getBean(Quotes.class);
			Door door = application.context().getBean(Door.class);
			InvocationHandler handler = (proxy, method, arguments) -> {
				String user = MDC.get("user");
				return door.pass(application, () -> {
					MDC.put("user", user);
					try {
						return method.invoke(injected, arguments);
					}
					finally {
						MDC.clear();
					}
				});
			};
			return (Quotes) Proxy.newProxyInstance(Quotes.class.getClassLoader(), new Class<?>[] { Quotes.class },
					handler);
		}

	}

	/** Lets a test work inside of a request. */
	@RestController
	static class Door {

		private volatile Callable<Object> work = () -> null;

		private volatile Object result;

		private volatile Throwable failure;

		Object pass(WebApplication application, Callable<Object> work) throws Throwable {
			this.work = work;
			this.failure = null;
			assertThat(application.get("/door").status()).isEqualTo(200);
			if (this.failure != null) {
				throw this.failure;
			}
			return this.result;
		}

		@GetMapping("/door")
		void open() throws Exception {
			try {
				this.result = this.work.call();
			}
			catch (InvocationTargetException ex) {
				this.failure = ex.getTargetException();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BackendOfTheTest {

		private static Backend backend;

		@Bean
		Backend backend() {
			return backend;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfAClass {

		@Bean
		@RequestScope
		QuoteClient quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfAnInterface {

		@Bean
		@RequestScope(proxyMode = ScopedProxyMode.INTERFACES)
		Quotes quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

}
