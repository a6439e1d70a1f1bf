package dev.resilience.reliability.backend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import dev.resilience.reliability.backend.Fault.Reaction;

/**
 * The faults that have a name. One more is one more line here, or none at all: see
 * {@link FaultText}.
 */
public final class Faults {

	private static final Duration SLOW = Duration.ofMillis(50);

	private static final int BLOCK = 16 * 1024;

	private Faults() {
	}

	/**
	 * All faults by their names, the plain ones first.
	 * @return the faults
	 */
	public static Map<String, Fault> all() {
		List<Fault> faults = new ArrayList<>();
		faults.addAll(unreachable());
		faults.addAll(broken());
		faults.addAll(RetryAfters.all());
		faults.addAll(strange());
		faults.add(Fault.of("a bit of everything", anyOf(faults)));
		faults.add(Fault.of("every third request hangs", sometimes(3, Exchange::hang)));
		faults.add(Fault.of("every tenth request is reset", sometimes(10, Exchange::reset)));
		Map<String, Fault> named = new LinkedHashMap<>();
		faults.forEach((fault) -> named.put(fault.name(), fault));
		return named;
	}

	/** Who is not there, or cannot be understood from the first word on. */
	private static List<Fault> unreachable() {
		return List.of(new Fault("killed", Place.GONE, Exchange::close),
				new Fault("accept queue full", Place.QUEUE_FULL, Exchange::close),
				new Fault("host unknown", Place.NOWHERE, Exchange::close),
				new Fault("TLS: certificate not trusted", Place.UNTRUSTED, Exchange::close),
				new Fault("TLS: garbage", Place.NO_TLS, (exchange) -> {
					exchange.send("garbage\u0000\u0001\u00ff".repeat(20));
					exchange.close();
				}), new Fault("TLS: handshake hangs", Place.NO_TLS, Exchange::hang),
				new Fault("TLS: closed in the handshake", Place.NO_TLS, Exchange::close));
	}

	/** Who takes the request and fails at the answer. */
	private static List<Fault> broken() {
		return List.of(Fault.of("hung", Exchange::hang), Fault.of("connection closed", Exchange::close),
				Fault.of("connection reset", Exchange::reset),
				Fault.of("half of the bytes, then closed", (exchange) -> {
					exchange.send(half(exchange.healthyAnswer()));
					exchange.close();
				}), Fault.of("half of the bytes, then reset", (exchange) -> {
					exchange.send(half(exchange.healthyAnswer()));
					exchange.reset();
				}), Fault.of("half of the bytes, then hung", (exchange) -> {
					exchange.send(half(exchange.healthyAnswer()));
					exchange.hang();
				}), Fault.of("slow headers", (exchange) -> exchange.drip(exchange.healthyAnswer(), SLOW)),
				Fault.of("slow body", (exchange) -> {
					exchange.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
							+ exchange.healthyBody().length + "\r\n\r\n");
					exchange.drip(exchange.healthyBody(), SLOW);
				}), Fault.of("a second late", (exchange) -> {
					exchange.pause(Duration.ofSeconds(1));
					exchange.sendHealthyAnswer();
				}), Fault.of("garbage for an answer", (exchange) -> {
					byte[] garbage = new byte[500];
					ThreadLocalRandom.current().nextBytes(garbage);
					exchange.send(garbage);
					exchange.close();
				}), status("500 Internal Server Error"), status("400 Bad Request"), status("401 Unauthorized"));
	}

	/** Who answers what an HTTP client rarely sees. */
	private static List<Fault> strange() {
		List<Fault> faults = new ArrayList<>(StrangeBodies.all());
		faults.add(Fault.of("endless headers", (exchange) -> {
			exchange.send("HTTP/1.1 200 OK\r\n");
			for (int i = 0;; i++) {
				exchange.send(("X-More-" + i + ": and more\r\n").repeat(20));
				exchange.pause(Duration.ofMillis(1));
			}
		}));
		faults.add(Fault.of("endless body", (exchange) -> {
			exchange.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
			while (true) {
				exchange.send(Integer.toHexString(BLOCK) + "\r\n" + " ".repeat(BLOCK) + "\r\n");
				exchange.pause(Duration.ofMillis(1));
			}
		}));
		faults.add(Fault.of("endless 100 Continue", (exchange) -> {
			while (true) {
				exchange.send("HTTP/1.1 100 Continue\r\n\r\n");
				exchange.pause(Duration.ofMillis(1));
			}
		}));
		faults.add(Fault.of("HTTP/0.9", (exchange) -> {
			exchange.send(exchange.healthyBody());
			exchange.close();
		}));
		faults.add(Fault.of("closed after a good answer that promised to stay", (exchange) -> {
			exchange.sendHealthyAnswer();
			exchange.close();
		}));
		faults.add(Fault.of("two answers to each request", (exchange) -> {
			exchange.sendHealthyAnswer();
			exchange.sendHealthyAnswer();
		}));
		faults.add(Fault.of("redirected to itself",
				(exchange) -> exchange.send("307 Temporary Redirect", "Location: " + exchange.path(), new byte[0])));
		return faults;
	}

	/**
	 * One of several, drawn for each request.
	 * @param faults the faults; of those, the ones of a backend that is where it always
	 * is
	 * @return the mix
	 */
	static Reaction anyOf(List<Fault> faults) {
		List<Reaction> reactions = faults.stream()
			.filter((fault) -> fault.place() == Place.THERE)
			.map(Fault::reaction)
			.toList();
		return (exchange) -> reactions.get(ThreadLocalRandom.current().nextInt(reactions.size())).answer(exchange);
	}

	private static Reaction sometimes(int oneOf, Reaction reaction) {
		return (exchange) -> {
			boolean ill = ThreadLocalRandom.current().nextInt(oneOf) == 0;
			(ill ? reaction : Fault.NONE.reaction()).answer(exchange);
		};
	}

	private static Fault status(String status) {
		return Fault.of(status.substring(0, 3), (exchange) -> exchange.send(status, "Content-Type: application/json",
				"{\"error\": {\"message\": \"no\"}}".getBytes(StandardCharsets.UTF_8)));
	}

	private static byte[] half(byte[] whole) {
		return Arrays.copyOf(whole, whole.length / 2);
	}

}
