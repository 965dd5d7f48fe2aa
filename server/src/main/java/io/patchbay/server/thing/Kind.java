package io.patchbay.server.thing;

/// What a row of the change log is about.
public enum Kind {
    /// A property's value; null if it has none now.
    VALUE(1),
    /// A thing's status, in the value.
    STATUS(2),
    /// A thing that is new or came back.
    ADDED(3),
    /// A thing that looks different now: its name, attributes, components, properties or actions.
    CHANGED(4),
    /// A thing that is gone.
    REMOVED(5),
    /// A connector client.
    CLIENT(6),
    /// A request of an action.
    ACTION(7);

    private final short code;

    Kind(int code) {
        this.code = (short) code;
    }

    /// What stands in the database.
    short code() {
        return code;
    }

    static Kind of(short code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of change: " + code);
    }
}
