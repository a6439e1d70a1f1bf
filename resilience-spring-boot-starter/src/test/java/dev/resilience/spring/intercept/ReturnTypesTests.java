package dev.resilience.spring.intercept;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a method returns comes through as it is, also at the second attempt. */
class ReturnTypesTests {

	@Test
	void primitivesComeThrough() {
		second(7, (client) -> assertThat(client.intValue()).isEqualTo(7));
		second(true, (client) -> assertThat(client.truth()).isTrue());
		second('x', (client) -> assertThat(client.letter()).isEqualTo('x'));
		second(1.5, (client) -> assertThat(client.number()).isEqualTo(1.5));
	}

	@Test
	void voidComesThrough() {
		second("ignored", Client::nothing);
	}

	@Test
	void nullComesThrough() {
		second("ignored", (client) -> assertThat(client.nullable()).isNull());
	}

	@Test
	void genericTypesAndArraysComeThroughAsTheSameInstance() {
		List<String> list = List.of("a");
		Map<String, List<Integer>> map = Map.of("a", List.of(1));
		String[] array = { "a" };
		second(list, (client) -> assertThat(client.list()).isSameAs(list));
		second(map, (client) -> assertThat(client.map()).isSameAs(map));
		second(array, (client) -> assertThat(client.array()).isSameAs(array));
		second(Optional.of("a"), (client) -> assertThat(client.optional()).contains("a"));
		second("a", (client) -> assertThat(client.<String>typeVariable()).isEqualTo("a"));
	}

	@Test
	void varargsArriveWhole() {
		second("x", (client) -> assertThat(client.joined("a", "b", "c")).isEqualTo("a,b,c"));
		second("x", (client) -> assertThat(client.joined()).isEmpty());
	}

	private static void second(Object answer, Consumer<Client> call) {
		Script script = Script.answering(answer).first(new IllegalStateException("first attempt"));
		Contexts.runnerWithRetry().withBean(Client.class, () -> new Client(script)).run((context) -> {
			call.accept(context.getBean(Client.class));
			assertThat(script.calls()).isEqualTo(2);
		});
	}

	@Retryable("payments")
	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		public int intValue() {
			return this.script.<Integer>play();
		}

		public boolean truth() {
			return this.script.<Boolean>play();
		}

		public char letter() {
			return this.script.<Character>play();
		}

		public double number() {
			return this.script.<Double>play();
		}

		public void nothing() {
			this.script.play();
		}

		public String nullable() {
			this.script.play();
			return null;
		}

		public List<String> list() {
			return this.script.play();
		}

		public Map<String, List<Integer>> map() {
			return this.script.play();
		}

		public String[] array() {
			return this.script.play();
		}

		public Optional<String> optional() {
			return this.script.play();
		}

		public <T> T typeVariable() {
			return this.script.play();
		}

		public String joined(String... parts) {
			this.script.play();
			return String.join(",", parts);
		}

	}

}
