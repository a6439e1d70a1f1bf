package dev.resilience.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Tests failure paths without waiting. Beside {@code @SpringBootTest}, or beside a slice
 * such as {@code @RestClientTest}, which then has policies and proxies too:
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;ResilienceTest
 * class CheckoutTests {
 *
 *     &#64;Autowired
 *     Checkout checkout;
 *
 *     &#64;Autowired
 *     Faults faults;
 *
 *     &#64;Autowired
 *     RecordedAttempts attempts;
 *
 *     &#64;Test
 *     void triesAgainWhenTheConnectionFails() {
 *         this.faults.on("payments").fail(2, ConnectException.class);
 *         this.checkout.pay(order);
 *         assertThat(this.attempts.of("payments")).hasSize(3);
 *     }
 *
 * }
 * </pre>
 *
 * The engine runs by a {@link ResilienceClock}, which stands still until the test turns
 * it; waits between attempts turn it and take no time. There are beans of these types to
 * inject: {@link ResilienceClock}, {@link Faults}, {@link RecordedAttempts},
 * {@link RecordedEvents}, and {@link ResilienceKit} which has them all. Circuits are
 * those of the engine ({@code Circuits}), to look at with {@link ResilienceAssertions},
 * or to force open.
 * <p>
 * Before each test method everything begins afresh, see {@link ResilienceKit#reset()}, so
 * a context may be shared by many tests, but not by tests that run at the same time.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ImportAutoConfiguration
public @interface ResilienceTest {

}
