package dev.resilience.test.conformance;

import java.util.List;
import java.util.stream.Stream;

/**
 * The clients that are known without being told. Tests hold each class and method against
 * the library that has it.
 */
final class KnownClients {

	private static final String REDIS = "org.springframework.data.redis.core.";

	/** In these all methods call, but for the ways back. */
	private static final List<String> REDIS_OPERATIONS = List.of("ClusterOperations", "GeoOperations", "HashOperations",
			"HyperLogLogOperations", "ListOperations", "SetOperations", "StreamOperations", "ValueOperations",
			"ZSetOperations", "BoundKeyOperations", "BoundHashFieldExpirationOperations",
			"BoundKeyExpirationOperations", "ReactiveGeoOperations", "ReactiveHashOperations",
			"ReactiveHyperLogLogOperations", "ReactiveListOperations", "ReactiveSetOperations",
			"ReactiveStreamOperations", "ReactiveValueOperations", "ReactiveZSetOperations");

	static final List<Client> ALL = Stream
		.of(http().stream(), databases().stream(), redis(), messages().stream(), models().stream())
		.flatMap((clients) -> clients)
		.toList();

	private KnownClients() {
	}

	private static List<Client> http() {
		return List.of(
				Client.with("org.springframework.web.client.RestClient", "get", "head", "post", "put", "patch",
						"delete", "options", "method"),
				Client.with("org.springframework.web.client.RestOperations", "getForObject", "getForEntity",
						"headForHeaders", "postForLocation", "postForObject", "postForEntity", "put", "patchForObject",
						"delete", "optionsForAllow", "exchange", "execute"),
				Client.with("org.springframework.web.reactive.function.client.WebClient", "get", "head", "post", "put",
						"patch", "delete", "options", "method"),
				Client.with("java.net.http.HttpClient", "send", "sendAsync"),
				Client.allBut("org.springframework.ws.client.core.WebServiceOperations"));
	}

	private static List<Client> databases() {
		String jdbc = "org.springframework.jdbc.core.";
		return List.of(
				Client.with(jdbc + "JdbcOperations", "batchUpdate", "call", "execute", "query", "queryForList",
						"queryForMap", "queryForObject", "queryForRowSet", "queryForStream", "update"),
				Client.with(jdbc + "namedparam.NamedParameterJdbcOperations", "batchUpdate", "execute", "query",
						"queryForList", "queryForMap", "queryForObject", "queryForRowSet", "queryForStream", "update"),
				Client.with(jdbc + "simple.JdbcClient", "sql"),
				Client.with(jdbc + "simple.SimpleJdbcCallOperations", "execute", "executeFunction", "executeObject"),
				Client.with(jdbc + "simple.SimpleJdbcInsertOperations", "execute", "executeAndReturnKey",
						"executeAndReturnKeyHolder", "executeBatch"),
				Client.with("org.springframework.r2dbc.core.DatabaseClient", "sql"),
				Client.with("org.springframework.data.r2dbc.core.R2dbcEntityOperations", "count", "delete", "exists",
						"insert", "query", "select", "selectOne", "update", "upsert"),
				mongo("MongoOperations"), mongo("ReactiveMongoOperations"));
	}

	private static Client mongo(String type) {
		return Client.allBut("org.springframework.data.mongodb.core." + type, "getCollectionName", "getConverter",
				"indexOps", "bulkOps", "withSession");
	}

	private static Stream<Client> redis() {
		Client template = Client.allBut(REDIS + "RedisOperations", "opsForCluster", "opsForGeo", "opsForHash",
				"opsForHyperLogLog", "opsForList", "opsForSet", "opsForStream", "opsForValue", "opsForZSet",
				"boundGeoOps", "boundHashOps", "boundListOps", "boundSetOps", "boundStreamOps", "boundValueOps",
				"boundZSetOps", "expiration", "getKeySerializer", "getValueSerializer", "getHashKeySerializer",
				"getHashValueSerializer");
		Client reactive = Client.allBut(REDIS + "ReactiveRedisOperations", "opsForGeo", "opsForHash",
				"opsForHyperLogLog", "opsForList", "opsForSet", "opsForStream", "opsForValue", "opsForZSet",
				"getSerializationContext");
		return Stream.concat(Stream.of(template, reactive),
				REDIS_OPERATIONS.stream()
					.map((type) -> Client.allBut(REDIS + type, "getOperations", "getKey", "expiration", "getHashMapper",
							"deserializeRecord", "map")));
	}

	private static List<Client> messages() {
		String jms = "org.springframework.jms.core.";
		String amqp = "org.springframework.amqp.";
		return List.of(
				Client.with("org.springframework.kafka.core.KafkaOperations", "send", "sendDefault", "execute",
						"executeInTransaction", "flush", "partitionsFor", "receive", "sendOffsetsToTransaction"),
				Client.with("org.springframework.kafka.requestreply.ReplyingKafkaOperations", "sendAndReceive"),
				Client.allBut(jms + "JmsOperations"), Client.allBut(jms + "JmsMessageOperations"),
				Client.with(jms + "JmsClient", "destination"), Client.allBut(amqp + "core.AmqpTemplate"),
				Client.allBut(amqp + "core.AsyncAmqpTemplate"),
				Client.with(amqp + "rabbit.core.RabbitOperations", "convertAndSend", "convertSendAndReceive",
						"convertSendAndReceiveAsType", "correlationConvertAndSend", "execute", "invoke", "send",
						"waitForConfirms", "waitForConfirmsOrDie"),
				Client.with("org.springframework.mail.MailSender", "send"),
				Client.with("jakarta.mail.Transport", "send", "sendMessage"));
	}

	private static List<Client> models() {
		String ai = "org.springframework.ai.";
		return List.of(Client.with(ai + "chat.client.ChatClient", "prompt"),
				Client.with(ai + "chat.model.ChatModel", "call", "stream"),
				Client.with(ai + "chat.model.StreamingChatModel", "stream"),
				Client.with(ai + "embedding.EmbeddingModel", "call", "dimensions", "embed", "embedForResponse"),
				Client.with(ai + "model.Model", "call"), Client.with(ai + "model.StreamingModel", "stream"),
				Client.with(ai + "vectorstore.VectorStore", "accept", "add", "delete", "similaritySearch", "write"),
				Client.with(ai + "vectorstore.VectorStoreRetriever", "similaritySearch"));
	}

}
