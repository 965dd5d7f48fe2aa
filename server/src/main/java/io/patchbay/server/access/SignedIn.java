package io.patchbay.server.access;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A route for a developer's browser: it answers a session's cookie instead of a token. Whoever lets the request pass
/// is bound to this name, and says who it is to the [Visitor], without whom nothing is found.
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface SignedIn {}
