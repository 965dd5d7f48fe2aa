package io.patchbay.server.access;

import java.util.Optional;
import java.util.UUID;

/// Who makes the current request. Request scoped: inject it into a route's constructor.
public interface Caller {

    /// The app whose token it is; only on routes that need a scope other than [Scope#CORE].
    AppId app();

    /// The developer whose token it is; only on routes that need [Scope#CORE].
    UUID account();

    /// The end customer of header `X-External-Subject-Id` (also `…-ID`).
    ///
    /// @throws io.patchbay.server.web.ApiException 400 if the header is missing, blank or too long (500
    ///     characters)
    String subject();

    /// The end customer, if the header is there.
    ///
    /// @throws io.patchbay.server.web.ApiException 400 if it is blank or too long
    Optional<String> subjectIfAny();
}
