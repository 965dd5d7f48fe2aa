package io.patchbay.tck.simulator;

import java.util.List;

/// Whose access token came with a call.
///
/// @param user who consented
/// @param scopes what to
/// @param expired whether the token is too old
public record Bearer(String user, List<String> scopes, boolean expired) {
    public Bearer {
        scopes = List.copyOf(scopes);
    }
}
