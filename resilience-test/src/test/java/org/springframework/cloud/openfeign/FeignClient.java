package org.springframework.cloud.openfeign;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Stands for Spring Cloud's own, whose library brings auto-configurations that would take
 * part in all tests here.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface FeignClient {

	String name();

	String url();

}
