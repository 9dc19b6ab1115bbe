package nl.tec.exchange.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nl.tec.exchange.ApiScope;

/** An operation of the API that is only for who calls with a key. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface NeedsKey {

    /** The scope that the key must have; none: any key will do. */
    ApiScope[] value() default {};
}
