package dev.trestle.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value this component takes when it is absent. The receiver fills it in, so a handler never sees the gap. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Default {
    /** The value as JSON text; for a string or an enum constant, without the quotes; of lists, the empty one. */
    String value();
}
