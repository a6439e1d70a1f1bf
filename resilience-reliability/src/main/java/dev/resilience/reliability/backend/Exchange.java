package dev.resilience.reliability.backend;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A request that waits for its answer, and what can be done to it. Bytes go out as they
 * are given; nothing is mended.
 */
public final class Exchange {

	private final Socket socket;

	private final Request request;

	private final Duration latency;

	Exchange(Socket socket, Request request, Duration latency) {
		this.socket = socket;
		this.request = request;
		this.latency = latency;
	}

	/**
	 * What was asked for.
	 * @return the path
	 */
	public String path() {
		return this.request.path();
	}

	/**
	 * What a healthy provider would answer.
	 * @return the JSON
	 */
	public byte[] healthyBody() {
		return HealthyAnswers.to(this.request);
	}

	/**
	 * What a healthy provider would send, from its status line to its last byte.
	 * @return the bytes
	 */
	public byte[] healthyAnswer() {
		return answer("200 OK", "Content-Type: application/json", healthyBody());
	}

	/**
	 * Answers as a healthy provider does, in its usual time.
	 * @throws IOException if the client is gone
	 * @throws InterruptedException if the backend is closed
	 */
	public void sendHealthyAnswer() throws IOException, InterruptedException {
		pause(this.latency);
		send(healthyAnswer());
	}

	/**
	 * Sends a whole answer whose length is right.
	 * @param status the status with its phrase, such as "503 Service Unavailable"
	 * @param headers further headers, one a line, or nothing
	 * @param body the body
	 * @throws IOException if the client is gone
	 */
	public void send(String status, String headers, byte[] body) throws IOException {
		send(answer(status, headers, body));
	}

	/**
	 * Sends bytes.
	 * @param bytes what to send
	 * @throws IOException if the client is gone
	 */
	public void send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	/**
	 * Sends text, each character as one byte.
	 * @param text what to send
	 * @throws IOException if the client is gone
	 */
	public void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Sends byte after byte with a pause after each.
	 * @param bytes what to send
	 * @param pause how long to wait after each byte
	 * @throws IOException if the client is gone
	 * @throws InterruptedException if the backend is closed
	 */
	public void drip(byte[] bytes, Duration pause) throws IOException, InterruptedException {
		for (byte one : bytes) {
			send(new byte[] { one });
			pause(pause);
		}
	}

	/**
	 * Waits.
	 * @param pause how long
	 * @throws InterruptedException if the backend is closed
	 */
	public void pause(Duration pause) throws InterruptedException {
		if (!pause.isZero()) {
			Thread.sleep(pause.toMillis());
		}
	}

	/**
	 * Does nothing more until the client or the backend closes the connection.
	 * @throws IOException if the connection breaks
	 */
	public void hang() throws IOException {
		while (this.socket.getInputStream().read() >= 0) {
			// whatever the client still sends
		}
		close();
	}

	/**
	 * Closes the connection in good order.
	 * @throws IOException if it breaks
	 */
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * Resets the connection: what is on its way is lost.
	 * @throws IOException if it breaks
	 */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	private static byte[] answer(String status, String headers, byte[] body) {
		String head = "HTTP/1.1 " + status + "\r\n" + (headers.isEmpty() ? "" : headers + "\r\n") + "Content-Length: "
				+ body.length + "\r\n\r\n";
		byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
		byte[] whole = new byte[start.length + body.length];
		System.arraycopy(start, 0, whole, 0, start.length);
		System.arraycopy(body, 0, whole, start.length, body.length);
		return whole;
	}

}
