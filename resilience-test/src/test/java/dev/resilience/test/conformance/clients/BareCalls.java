package dev.resilience.test.conformance.clients;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.StreamingChatModel;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsMessagingTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.ws.client.core.WebServiceTemplate;

/** A call of each client. */
public class BareCalls {

	public void restClient(RestClient client) {
		client.get().uri("/a").retrieve().toBodilessEntity();
	}

	public void restTemplate(RestTemplate client) {
		client.getForObject("/a", String.class);
	}

	public void restOperations(RestOperations client) {
		client.put("/a", "b");
	}

	public void webClient(WebClient client) {
		client.post().uri("/a").retrieve().toBodilessEntity().block();
	}

	public void httpClient(HttpClient client, HttpRequest request) {
		client.sendAsync(request, BodyHandlers.ofString()).join();
	}

	public void exchangeInterface(ExchangeApi client) {
		client.find("a");
	}

	public void feignClient(FeignApi client) {
		client.find("a");
	}

	public void inheritedFeignClient(FeignApi client) {
		client.inherited("a");
	}

	public void feignRequestLine(RequestLineApi client) {
		client.find("a");
	}

	public void jdbcTemplate(JdbcTemplate client) {
		client.update("delete from a");
	}

	public void namedParameterJdbcTemplate(NamedParameterJdbcTemplate client) {
		client.update("delete from a", Map.of());
	}

	public void jdbcClient(JdbcClient client) {
		client.sql("delete from a").update();
	}

	public void simpleJdbcInsert(SimpleJdbcInsert client) {
		client.withTableName("a").execute(Map.of());
	}

	public void databaseClient(DatabaseClient client) {
		client.sql("delete from a").then().block();
	}

	public void r2dbcEntityTemplate(R2dbcEntityTemplate client) {
		client.insert("a").block();
	}

	public void redisTemplate(RedisTemplate<String, String> client) {
		client.delete("a");
	}

	public void stringRedisTemplate(StringRedisTemplate client) {
		client.opsForValue().get("a");
	}

	public void boundRedisValue(StringRedisTemplate client) {
		client.boundValueOps("a").getExpire();
	}

	public void reactiveRedisTemplate(ReactiveStringRedisTemplate client) {
		client.opsForHash().keys("a").blockLast();
	}

	public void mongoTemplate(MongoTemplate client) {
		client.findAll(String.class);
	}

	public void fluentMongoTemplate(MongoTemplate client) {
		client.query(String.class).all();
	}

	public void reactiveMongoTemplate(ReactiveMongoTemplate client) {
		client.save("a").block();
	}

	public void kafkaTemplate(KafkaTemplate<String, String> client) {
		client.send("a", "b").join();
	}

	public void jmsTemplate(JmsTemplate client) {
		client.convertAndSend("a", "b");
	}

	public void jmsMessagingTemplate(JmsMessagingTemplate client) {
		client.convertAndSend("a", "b");
	}

	public void jmsClient(JmsClient client) {
		client.destination("a").send("b");
	}

	public void rabbitTemplate(RabbitTemplate client) {
		client.convertAndSend("a", "b");
	}

	public void mailSender(MailSender client) {
		client.send(new SimpleMailMessage());
	}

	public void javaMailSender(JavaMailSender client) {
		client.send(client.createMimeMessage());
	}

	public void webServiceTemplate(WebServiceTemplate client) {
		client.marshalSendAndReceive("a");
	}

	public void chatModel(ChatModel client) {
		client.call("a");
	}

	public void streamingChatModel(StreamingChatModel client) {
		client.stream("a").blockLast();
	}

	public void embeddingModel(EmbeddingModel client) {
		client.embed("a");
	}

	public void chatClient(ChatClient client) {
		client.prompt("a").call().content();
	}

	public void vectorStore(VectorStore client) {
		client.similaritySearch("a");
	}

}
