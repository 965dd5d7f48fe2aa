package io.patchbay.server.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says in the API's description that a route takes header `X-External-Subject-Id`. It is [Caller#subject] or
/// [Caller#subjectIfAny] that asks for it.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForSubject {
    /// False where the header only narrows what is found.
    boolean required() default true;
}
