package io.patchbay.server.client;

/// What a client is in, in one word: running, starting or paused, or who must act before it works again. The database
/// says it of each row (`client.state`), so that lists can be filtered by it.
public enum State {
    /// The last call succeeded.
    STARTED,
    /// It has not been called yet.
    STARTING,
    PAUSED,
    /// Its end customer must act: consent is missing, for the first time or again, or what they had is gone.
    SUBJECT,
    /// Failing, and tried again by itself.
    NOBODY,
    /// Failing, for the vendor asked for time.
    VENDOR,
    /// Failing for its configuration.
    DEVELOPER,
    /// Failing for what its connector does not understand.
    AUTHOR;

    static State of(ClientStore.Row row) {
        if (row.paused()) {
            return PAUSED;
        }
        if (!row.linked()) {
            return SUBJECT;
        }
        return switch (row.condition().status()) {
            case STARTING -> STARTING;
            case STARTED -> STARTED;
            case ERROR -> row.condition().who().map(who -> valueOf(who.name())).orElse(NOBODY);
        };
    }
}
