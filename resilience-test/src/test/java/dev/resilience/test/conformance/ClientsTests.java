package dev.resilience.test.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.resilience.test.conformance.clients.BareCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ClientsTests {

	private static final String[] CALLS = { "RestClient.get", "RestTemplate.getForObject", "RestOperations.put",
			"WebClient.post", "HttpClient.sendAsync", "ExchangeApi.find", "FeignApi.find", "FeignApi.inherited",
			"RequestLineApi.find", "JdbcTemplate.update", "NamedParameterJdbcTemplate.update", "JdbcClient.sql",
			"SimpleJdbcInsert.execute", "DatabaseClient.sql", "R2dbcEntityTemplate.insert", "RedisTemplate.delete",
			"ValueOperations.get", "BoundValueOperations.getExpire", "ReactiveHashOperations.keys",
			"MongoTemplate.findAll", "MongoTemplate.query", "ReactiveMongoTemplate.save", "KafkaTemplate.send",
			"JmsTemplate.convertAndSend", "JmsMessagingTemplate.convertAndSend", "JmsClient.destination",
			"RabbitTemplate.convertAndSend", "MailSender.send", "JavaMailSender.send",
			"WebServiceTemplate.marshalSendAndReceive", "ChatModel.call", "StreamingChatModel.stream",
			"EmbeddingModel.embed", "ChatClient.prompt", "VectorStore.similaritySearch" };

	/** Once, because all these libraries take their time. */
	private static final List<BackendCall> MATRIX = ResilienceConformance.of(BareCalls.class).includingTests().matrix();

	private static final JavaClasses LIBRARIES = new ClassFileImporter()
		.importClasses(KnownClients.ALL.stream().map(ClientsTests::load).toList());

	@Test
	void findsTheCallOfEachClientAndNothingElse() {
		assertThat(MATRIX).extracting(BackendCall::client).containsExactly(CALLS);
	}

	@Test
	void findsEachCallAtItsLine() throws IOException {
		List<String> source = Files
			.readAllLines(Path.of("src/test/java/dev/resilience/test/conformance/clients/BareCalls.java"));
		for (BackendCall call : MATRIX) {
			String name = call.client().substring(call.client().indexOf('.') + 1);
			assertThat(call.file()).isEqualTo("BareCalls.java");
			assertThat(source.get(call.line() - 1)).as(call.toString()).contains("." + name + "(");
		}
	}

	@Test
	void takesNoCallThatNothingProtectsForCovered() {
		assertThat(MATRIX).allSatisfy((call) -> {
			assertThat(call.coverage()).isEqualTo(Coverage.UNPROTECTED);
			assertThat(call.coveredBy()).isEmpty();
			assertThat(call.gaps()).containsExactly(
					BareCalls.class.getName() + "#" + call.method() + " is called by no code that was read.");
		});
	}

	@Test
	void tellsWhichPolicyCoversTheCallOfEachClient() {
		List<BackendCall> guarded = ResilienceConformance.of(BareCalls.class)
			.includingTests()
			.protectedByCode(BareCalls.class, "backend")
			.matrix();
		assertThat(guarded).extracting(BackendCall::client).containsExactly(CALLS);
		assertThat(guarded).allSatisfy((call) -> {
			assertThat(call.coverage()).isEqualTo(Coverage.PROTECTED);
			assertThat(call.coveredBy()).isEqualTo("by code: backend");
			assertThat(call.gaps()).isEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("known")
	void knowsOnlyClassesAndMethodsThatThereAre(Client client) {
		JavaClass type = LIBRARIES.get(client.type());
		List<String> methods = type.getAllMethods().stream().map(JavaMethod::getName).toList();
		if (!client.allBut() || !client.type().contains(".redis.")) {
			assertThat(methods).containsAll(client.methods());
		}
		assertThat(methods).anyMatch(client::calls);
	}

	static List<Client> known() {
		return KnownClients.ALL;
	}

	private static Class<?> load(Client client) {
		return ClassUtils.resolveClassName(client.type(), ClientsTests.class.getClassLoader());
	}

}
