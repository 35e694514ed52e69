package dev.trestle.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The bounds of a number, both included. A value outside is refused by name with {@link ErrorCode#INVALID_ARGUMENT}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Range {
    /** The least value. */
    long min();

    /** The greatest value; by default the greatest integer that JSON carries exactly everywhere (RFC 8259 §6). */
    long max() default 9_007_199_254_740_991L;
}
