package io.patchbay.tck.simulator;

/// What an [AuthorizationServer] has seen so far.
///
/// @param linked grants given at a consent
/// @param refreshes that gave a new pair
/// @param reused refreshes with a refresh token that had been rotated away
/// @param reusedAfterLoss those of `reused` whose rotation's answer had been lost on its way
/// @param refused refreshes with a token that was never given, or whose grant has ended
/// @param postponed calls of the token endpoint that came too early or met too many others
public record OAuthCounts(
        long linked, long refreshes, long reused, long reusedAfterLoss, long refused, long postponed) {
    public String json() {
        return """
                {"linked":%d,"refreshes":%d,"reused":%d,"reused_after_loss":%d,"refused":%d,"postponed":%d}""".formatted(linked, refreshes, reused, reusedAfterLoss, refused, postponed);
    }
}
