/** What the tests of several packages share. */
package dev.resilience.spring.support;
