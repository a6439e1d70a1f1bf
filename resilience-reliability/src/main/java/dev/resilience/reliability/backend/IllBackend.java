package dev.resilience.reliability.backend;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a provider with OpenAI's API that is well until it is made ill. It keeps
 * its port for life, whether it listens there or not.
 */
public final class IllBackend implements AutoCloseable {

	/** Enough for a thread that copies bytes; there may be thousands. */
	private static final int STACK_BYTES = 256 * 1024;

	private final ExecutorService threads = Executors.newCachedThreadPool(IllBackend::thread);

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private final AtomicLong accepted = new AtomicLong();

	private final AtomicLong requests = new AtomicLong();

	private final int port;

	private final Duration latency;

	private volatile Fault fault = Fault.NONE;

	private @Nullable Door door;

	/**
	 * Starts a backend that is well and answers at once.
	 * @throws IOException if it cannot listen
	 */
	public IllBackend() throws IOException {
		this(Duration.ZERO);
	}

	/**
	 * Starts a backend that is well.
	 * @param latency how long it takes for an answer while it is well
	 * @throws IOException if it cannot listen
	 */
	public IllBackend(Duration latency) throws IOException {
		this.latency = latency;
		this.port = Door.freePort();
		this.door = Door.open(this.port, this::accepted, this.threads);
	}

	/**
	 * Makes it ill, or well again ({@link Fault#NONE}). Answers of the fault before that
	 * are still under way end now.
	 * @param next how it is from now on
	 * @throws IOException if it cannot listen
	 */
	public synchronized void become(Fault next) throws IOException {
		Place before = this.fault.place();
		prepare(next);
		this.fault = next;
		if (next.place() != before) {
			move(before, next.place());
			// who has been let in elsewhere, or speaks otherwise
			this.connections.forEach(Connection::close);
		}
		else {
			this.connections.forEach(Connection::closeIfIll);
		}
	}

	/**
	 * Does beforehand what takes time and processors, and is no part of the fault.
	 * @param next what it will be
	 */
	public static void prepare(Fault next) {
		if (next.place() == Place.UNTRUSTED) {
			SelfSigned.prepare();
		}
	}

	/**
	 * Where clients look for it as it is now.
	 * @return the address, without a path
	 */
	public URI address() {
		return URI.create(this.fault.place().address(this.port));
	}

	/**
	 * How many connections it has accepted.
	 * @return the number since it was made
	 */
	public long connections() {
		return this.accepted.get();
	}

	/**
	 * How many requests have reached it.
	 * @return the number since it was made
	 */
	public long requests() {
		return this.requests.get();
	}

	@Override
	public synchronized void close() {
		shut();
		this.connections.forEach(Connection::close);
		this.threads.shutdownNow();
		try {
			this.threads.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	Fault fault() {
		return this.fault;
	}

	Duration latency() {
		return this.latency;
	}

	/** Counts a request; returns how it is to be answered. */
	Fault requested() {
		this.requests.incrementAndGet();
		return this.fault;
	}

	void ended(Connection connection) {
		this.connections.remove(connection);
	}

	private void accepted(Socket socket) {
		this.accepted.incrementAndGet();
		Connection connection = new Connection(socket, this);
		this.connections.add(connection);
		this.threads.execute(connection);
	}

	private void move(Place before, Place place) throws IOException {
		if (before.accepts() && place.accepts()) {
			return;
		}
		shut();
		if (place == Place.QUEUE_FULL) {
			this.door = Door.blocked(this.port);
		}
		else if (place.accepts()) {
			this.door = Door.open(this.port, this::accepted, this.threads);
		}
	}

	private void shut() {
		Door door = this.door;
		this.door = null;
		if (door != null) {
			door.close();
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(null, task, "ill-backend", STACK_BYTES, false);
		thread.setDaemon(true);
		return thread;
	}

}
