package dev.resilience.reliability.subject;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.Ordered;

/**
 * Counts the questions, and interrupts that are left on a thread when its request is
 * over, or were there before it began.
 */
class RequestWatch implements Filter, Ordered {

	private final AtomicLong asked = new AtomicLong();

	private final AtomicLong over = new AtomicLong();

	private final AtomicLong strays = new AtomicLong();

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		boolean question = ((HttpServletRequest) request).getRequestURI().startsWith("/api/ask");
		noteInterrupt();
		if (question) {
			this.asked.incrementAndGet();
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			noteInterrupt();
			if (question) {
				this.over.incrementAndGet();
			}
		}
	}

	long asked() {
		return this.asked.get();
	}

	long over() {
		return this.over.get();
	}

	long strays() {
		return this.strays.get();
	}

	private void noteInterrupt() {
		if (Thread.interrupted()) {
			this.strays.incrementAndGet();
		}
	}

}
