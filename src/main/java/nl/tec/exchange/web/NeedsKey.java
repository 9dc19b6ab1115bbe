package nl.tec.exchange.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nl.tec.exchange.ApiScope;

/** Marks an operation of the API that requires a key. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface NeedsKey {

    /** The scope that the key must have; none: any key. */
    ApiScope[] value() default {};
}
