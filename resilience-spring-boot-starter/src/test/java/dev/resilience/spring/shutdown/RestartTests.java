package dev.resilience.spring.shutdown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** In a JVM of its own, whose collector clears soft references, as devtools has it do. */
class RestartTests {

	@TempDir
	private Path directory;

	@Test
	void aHundredRestartsLeaveNoClassLoaderAndNoThread() throws Exception {
		Path log = this.directory.resolve("log");
		Process restarts = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx128m", "-XX:SoftRefLRUPolicyMSPerMB=0",
				// it would hold on to the first class loader for good, with us and
				// without
				"-Dorg.springframework.boot.logging.LoggingSystem=none", "-cp", System.getProperty("java.class.path"),
				Restarts.class.getName(), "100", this.directory.toString())
			.redirectErrorStream(true)
			.redirectOutput(Redirect.to(log.toFile()))
			.start();
		try {
			assertThat(restarts.waitFor(180, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			restarts.destroyForcibly();
		}

		assertThat(this.directory.resolve("left")).as(() -> read(log)).exists();
		assertThat(read(this.directory.resolve("left"))).isEqualTo("class loaders: 0, threads: []");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
