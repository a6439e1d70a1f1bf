package dev.resilience.reliability.backend;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS with a certificate that nobody trusts. The JDK's keytool makes it, once in a
 * process.
 */
final class SelfSigned {

	private static final String PASSWORD = "not-a-secret";

	private SelfSigned() {
	}

	/**
	 * Has a client greeted in TLS.
	 * @param socket the connection
	 * @return the connection in TLS
	 * @throws IOException if the connection breaks
	 */
	static Socket greet(Socket socket) throws IOException {
		SSLSocket spoken = (SSLSocket) Holder.CONTEXT.getSocketFactory().createSocket(socket, null, true);
		spoken.setUseClientMode(false);
		return spoken;
	}

	/** Has the certificate made, which takes longer than clients wait. */
	static void prepare() {
		Holder.CONTEXT.getProvider();
	}

	/** Made when it is first wanted. */
	private static final class Holder {

		static final SSLContext CONTEXT = create();

		private static SSLContext create() {
			try {
				Path directory = Files.createTempDirectory("self-signed");
				Path store = directory.resolve("store.p12");
				try {
					make(store);
					return read(store);
				}
				finally {
					Files.deleteIfExists(store);
					Files.delete(directory);
				}
			}
			catch (IOException | GeneralSecurityException ex) {
				throw new IllegalStateException("No certificate could be made", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("No certificate could be made", ex);
			}
		}

		private static void make(Path store) throws IOException, InterruptedException {
			Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
			Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-keyalg", "EC", "-dname",
					"CN=localhost", "-ext", "san=dns:localhost", "-keystore", store.toString(), "-storetype", "PKCS12",
					"-storepass", PASSWORD)
				.redirectErrorStream(true)
				.start();
			byte[] said = process.getInputStream().readAllBytes();
			if (process.waitFor() != 0) {
				throw new IOException(new String(said, Charset.defaultCharset()));
			}
		}

		private static SSLContext read(Path store) throws IOException, GeneralSecurityException {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(store)) {
				keys.load(in, PASSWORD.toCharArray());
			}
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(keys, PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(factory.getKeyManagers(), null, null);
			return context;
		}

	}

}
