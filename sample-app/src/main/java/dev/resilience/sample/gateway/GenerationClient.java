package dev.resilience.sample.gateway;

import java.util.List;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Has the provider write answers.
 */
@Component
class GenerationClient {

	private static final String MODEL = "gpt-4o-mini";

	private static final String INSTRUCTION = "Answer in one or two sentences, from this document alone.\n\n";

	private final ProviderClient provider;

	GenerationClient(ProviderClient provider) {
		this.provider = provider;
	}

	@Retryable("generation")
	@CircuitProtected("generation")
	@TimeLimited("generation")
	@Fallback(value = "generation", method = "apologise")
	public Answer generate(String question, Document document) {
		List<Message> messages = List.of(new Message("system", INSTRUCTION + document.content()),
				new Message("user", question));
		Response response = this.provider.post("/v1/chat/completions", new Request(MODEL, messages), Response.class);
		return new Answer(response.text(), false);
	}

	/**
	 * Takes the arguments of the call that failed, so it can still be of some use.
	 */
	Answer apologise(String question, Document document) {
		return new Answer("Sorry, I cannot write an answer right now. Please ask again in a moment. "
				+ "Until then, the article \"" + document.title() + "\" may help.", true);
	}

	private record Request(String model, List<Message> messages) {
	}

	private record Message(String role, @Nullable String content) {
	}

	private record Response(@Nullable List<Choice> choices) {

		String text() {
			String text = (this.choices == null || this.choices.isEmpty()) ? null
					: this.choices.get(0).message().content();
			if (text == null) {
				throw new RestClientException("The provider answered without a text");
			}
			return text;
		}

	}

	private record Choice(Message message) {
	}

}
