package dev.resilience.reliability.backend;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A connection of one client, and the thread that serves it. */
final class Connection implements Runnable {

	private final Socket socket;

	private final IllBackend backend;

	/** Whether the answer that is under way is one of a fault. */
	private volatile boolean ill;

	Connection(Socket socket, IllBackend backend) {
		this.socket = socket;
		this.backend = backend;
	}

	@Override
	public void run() {
		try (Socket spoken = greeted()) {
			InputStream in = new BufferedInputStream(spoken.getInputStream());
			if (this.backend.fault().place() == Place.NO_TLS) {
				answer(spoken, new Request("/", new byte[0]));
				return;
			}
			for (Request request = Request.read(in); request != null; request = Request.read(in)) {
				answer(spoken, request);
				if (spoken.isClosed()) {
					return;
				}
			}
		}
		catch (IOException ex) {
			// the client is gone, or does not trust us: nobody is left to be told
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			close();
			this.backend.ended(this);
		}
	}

	private Socket greeted() throws IOException {
		this.socket.setTcpNoDelay(true);
		return (this.backend.fault().place() == Place.UNTRUSTED) ? SelfSigned.greet(this.socket) : this.socket;
	}

	private void answer(Socket spoken, Request request) throws IOException, InterruptedException {
		Fault fault = this.backend.requested();
		this.ill = fault != Fault.NONE;
		fault.reaction().answer(new Exchange(spoken, request, this.backend.latency()));
		this.ill = false;
	}

	/** Ends it if its answer is one that would not end, or would end badly. */
	void closeIfIll() {
		if (this.ill) {
			close();
		}
	}

	void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// it is closed all the same
		}
	}

}
