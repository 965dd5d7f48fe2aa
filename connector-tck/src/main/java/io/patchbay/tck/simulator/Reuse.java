package io.patchbay.tck.simulator;

import java.time.Instant;

/// A refresh token that was used a second time, after it had been rotated away.
///
/// @param user whose consent it is
/// @param first when it was used and a new pair was given for it
/// @param again when it came again
/// @param known whether a token of that new pair had been used in between: then the caller had it
/// @param lost whether the answer with the new pair was made to get lost
public record Reuse(String user, Instant first, Instant again, boolean known, boolean lost) {}
