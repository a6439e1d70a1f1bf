package dev.resilience.spring.shutdown.restarted;

/** A failure that only this application knows. */
public class ShopException extends RuntimeException {

}
