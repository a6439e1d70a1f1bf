package dev.resilience.spring.nuisance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.resilience.spring.nuisance.Backend.Work;
import dev.resilience.spring.nuisance.Trouble.Place;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code of the user's throws, comes back in, or stands still, wherever the library calls
 * it and in every form of call: the call ends as it would without, and nothing is missing
 * afterwards.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TroublesomeUserCodeTests {

	@TempDir
	private static Path directory;

	private static Application application;

	@BeforeAll
	static void start() {
		application = new Application(directory, Trouble.Beans.class);
		ContextRegistry.getInstance().registerThreadLocalAccessor(new Trouble.Accessor());
	}

	@AfterAll
	static void stop() {
		application.close();
		ContextRegistry.getInstance().removeThreadLocalAccessor(Trouble.Accessor.KEY);
	}

	@AfterEach
	void end() {
		Trouble.end();
	}

	/** What user code does. */
	enum Act {

		THROWS_AN_EXCEPTION {

			@Override
			Work in(Form form) {
				return () -> {
					throw new IllegalStateException("trouble");
				};
			}

		},

		THROWS_AN_ERROR {

			@Override
			Work in(Form form) {
				return () -> {
					throw new NoClassDefFoundError("com/example/Missing");
				};
			}

		},

		THROWS_WHAT_IT_DOES_NOT_DECLARE {

			@Override
			Work in(Form form) {
				return () -> {
					throw new ClassNotFoundException("com.example.Missing");
				};
			}

		},

		OVERFLOWS {

			@Override
			Work in(Form form) {
				return () -> Strange.endlessly(0);
			}

		},

		CALLS_THE_SAME_METHOD {

			@Override
			Work in(Form form) {
				AtomicBoolean first = new AtomicBoolean(true);
				return () -> first.getAndSet(false) ? application.call(form, () -> "from within") : "";
			}

		};

		abstract Work in(Form form);

	}

	static Stream<Arguments> everythingEverywhere() {
		return Arrays.stream(Act.values())
			.flatMap((act) -> everywhere().map((place) -> Arguments.of(act, place.get()[0], place.get()[1])));
	}

	/** Plain calls carry nothing, because they stay where they are. */
	static Stream<Arguments> everywhere() {
		return Arrays.stream(Place.values())
			.flatMap((place) -> Arrays.stream(Form.values())
				.filter((form) -> form != Form.PLAIN || !place.isOfContext())
				.map((form) -> Arguments.of(place, form)));
	}

	@ParameterizedTest
	@MethodSource("everythingEverywhere")
	void aCallEndsAsItWouldWithout(Act act, Place place, Form form) throws Throwable {
		application.begin(form);
		IllegalStateException failure = new IllegalStateException("of the backend");
		Trouble.make(place, act.in(form));
		assertThat(application.call(form, failingOnce())).isEqualTo("answer");
		assertThat(application.failure(form, failing(failure))).isSameAs(failure);
		assertThat(Trouble.end()).as("troubles").isPositive();
		application.assertUnharmed(form);
	}

	@ParameterizedTest
	@MethodSource("everythingEverywhere")
	void aProbeGivesItsPlaceBack(Act act, Place place, Form form) throws Throwable {
		application.beginHalfOpen(form);
		IllegalStateException failure = new IllegalStateException("of the backend");
		Trouble.make(place, act.in(form));
		assertThat(application.failure(form, failing(failure))).isSameAs(failure);
		Trouble.end();
		application.assertUnharmed(form);
	}

	@ParameterizedTest
	@MethodSource("everywhere")
	void whereItStandsStillNobodyElseIsHeldUp(Place place, Form form) throws Throwable {
		application.begin(form);
		CountDownLatch standsStill = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicBoolean first = new AtomicBoolean(true);
		Trouble.make(place, () -> {
			if (first.getAndSet(false)) {
				standsStill.countDown();
				assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
			}
			return "";
		});
		CompletableFuture<Object> held = new CompletableFuture<>();
		new Thread(() -> {
			try {
				held.complete(application.call(form, failingOnce()));
			}
			catch (Throwable failure) {
				held.completeExceptionally(failure);
			}
		}).start();
		assertThat(standsStill.await(10, TimeUnit.SECONDS)).as("it stands still").isTrue();
		assertThat(application.call(form, failingOnce())).isEqualTo("answer");
		goOn.countDown();
		assertThat(held.get(10, TimeUnit.SECONDS)).isEqualTo("answer");
		Trouble.end();
		application.assertUnharmed(form);
	}

	private static Work failingOnce() {
		AtomicBoolean first = new AtomicBoolean(true);
		return () -> {
			if (first.getAndSet(false)) {
				throw new IllegalStateException("of the first attempt");
			}
			return "answer";
		};
	}

	private static Work failing(IllegalStateException failure) {
		return () -> {
			throw failure;
		};
	}

}
