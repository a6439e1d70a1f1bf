package dev.resilience.migration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the row of a guide's table that a trial tries, by its first two columns. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Row.List.class)
public @interface Row {

	/** The cell of what was there before, as the guide writes it, without backticks. */
	String before();

	/** The cell of what comes in its place, as the guide writes it, without backticks. */
	String after();

	/** Several rows. */
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface List {

		Row[] value();

	}

}
