package dev.resilience.sample.provider;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code /v1/*}: what falls ill. A request meets the faults that are set when it arrives,
 * first the latency, then the error.
 */
class ApiHandler implements HttpHandler {

	private static final Log logger = LogFactory.getLog(ApiHandler.class);

	private static final Map<String, Function<JsonNode, Map<String, ?>>> OPERATIONS = Map.of("/v1/embeddings",
			EmbeddingsOperation::answer, "/v1/chat/completions", ChatOperation::answer);

	private static final String MODELS = "/v1/models";

	private final FaultSwitch faults;

	private final Executor executor;

	ApiHandler(FaultSwitch faults, Executor executor) {
		this.faults = faults;
		this.executor = executor;
	}

	@Override
	public void handle(HttpExchange exchange) {
		Faults faults = this.faults.current();
		if (faults.latency().isZero()) {
			answer(exchange, faults);
		}
		else {
			// a thread that slept here would be missing where /faults is to be healed
			CompletableFuture.delayedExecutor(faults.latency().toNanos(), TimeUnit.NANOSECONDS, this.executor)
				.execute(() -> answer(exchange, faults));
		}
	}

	private void answer(HttpExchange exchange, Faults faults) {
		try (exchange) {
			JsonExchange.send(exchange, faults.strike() ? faults.reply() : reply(exchange));
		}
		catch (IOException ex) {
			logger.debug("The client did not wait for its answer", ex);
		}
	}

	private Reply reply(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		Function<JsonNode, Map<String, ?>> operation = OPERATIONS.get(path);
		boolean models = path.equals(MODELS);
		if (operation == null && !models) {
			return Reply.apiError(404, "There is no " + path, "invalid_request_error");
		}
		String method = models ? "GET" : "POST";
		if (!method.equals(exchange.getRequestMethod())) {
			return Reply.apiError(405, path + " takes " + method + " only", "invalid_request_error")
				.withHeader("Allow", method);
		}
		if (operation == null) {
			return Reply.ok(ModelsOperation.answer());
		}
		try {
			return Reply.ok(operation.apply(JsonExchange.readObject(exchange)));
		}
		catch (BadRequestException ex) {
			return Reply.apiError(400, ex.problem(), "invalid_request_error");
		}
	}

}
