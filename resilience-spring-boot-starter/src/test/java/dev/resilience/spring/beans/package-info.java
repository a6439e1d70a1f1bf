/** Every kind of bean with every kind of policy, and beside the annotations of others. */
package dev.resilience.spring.beans;
