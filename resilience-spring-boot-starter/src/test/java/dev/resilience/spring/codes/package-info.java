/** What the same thing is called in exceptions, logs, events, meters and observations. */
package dev.resilience.spring.codes;
