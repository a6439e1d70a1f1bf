package dev.resilience.reliability.backend;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A port on which somebody listens. */
final class Door {

	private static final int BACKLOG = 1024;

	/** More than a queue of one takes on any system. */
	private static final int CROWD = 16;

	private static final int CONNECT_MILLIS = 100;

	private static final int TRIES = 50;

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final ServerSocket listening;

	/** Who stands in the queue so that nobody else can. */
	private final List<Socket> crowd;

	private Door(ServerSocket listening, List<Socket> crowd) {
		this.listening = listening;
		this.crowd = crowd;
	}

	/**
	 * A port that nobody uses, below those that the system gives to clients: a client
	 * that asks for a port on which nobody listens could otherwise be given that very
	 * port, and talk to itself.
	 */
	static int freePort() throws IOException {
		for (int i = 0; i < TRIES; i++) {
			int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
			try {
				listen(port, 1).close();
				return port;
			}
			catch (IOException ex) {
				// somebody has it
			}
		}
		throw new IOException("No free port was found in " + TRIES + " tries");
	}

	static Door open(int port, Consumer<Socket> visitor, Executor threads) throws IOException {
		ServerSocket listening = listenAgain(port, BACKLOG);
		threads.execute(() -> accept(listening, visitor));
		return new Door(listening, List.of());
	}

	/** Listens, accepts nobody, and has its queue full. */
	static Door blocked(int port) throws IOException {
		ServerSocket listening = listenAgain(port, 1);
		List<Socket> crowd = new ArrayList<>();
		for (boolean room = true; room && crowd.size() < CROWD;) {
			Socket socket = new Socket();
			crowd.add(socket);
			try {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
			}
			catch (IOException ex) {
				room = false;
			}
		}
		return new Door(listening, crowd);
	}

	void close() {
		this.crowd.forEach(Door::close);
		try {
			this.listening.close();
		}
		catch (IOException ex) {
			// nobody listens any more, all the same
		}
	}

	/**
	 * The port may still be that of a door whose thread has not seen yet that it is
	 * closed.
	 */
	private static ServerSocket listenAgain(int port, int backlog) throws IOException {
		for (int i = 1;; i++) {
			try {
				return listen(port, backlog);
			}
			catch (BindException ex) {
				if (i == TRIES) {
					throw ex;
				}
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
	}

	private static ServerSocket listen(int port, int backlog) throws IOException {
		ServerSocket socket = new ServerSocket();
		try {
			// connections that have just ended must not keep the port
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private static void accept(ServerSocket listening, Consumer<Socket> visitor) {
		while (!listening.isClosed()) {
			try {
				visitor.accept(listening.accept());
			}
			catch (IOException ex) {
				// closed, or one client was gone before it was let in
			}
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is closed all the same
		}
	}

}
