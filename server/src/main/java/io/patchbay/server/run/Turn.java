package io.patchbay.server.run;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one call holds of the gates: its place among the polls, until it ends or turns out to be a subscription. Used
/// by the call's thread only.
final class Turn {
    /// Of work that holds no place.
    static final Turn FREE = new Turn(new Gate(0, 0), new Gate(0, 0), _ -> {}, false);

    private final Gate polls;
    private final Gate subscriptions;
    private final Consumer<Runner> launch;
    private @Nullable Gate held;
    private int aside;

    /// @param held whether it begins with a place among the polls
    private Turn(Gate polls, Gate subscriptions, Consumer<Runner> launch, boolean held) {
        this.polls = polls;
        this.subscriptions = subscriptions;
        this.launch = launch;
        this.held = held ? polls : null;
    }

    /// Of a call that has entered the gate of the polls, and begins.
    ///
    /// @param launch starts a call whose turn has come
    static Turn entered(Gate polls, Gate subscriptions, Consumer<Runner> launch) {
        polls.begun();
        return new Turn(polls, subscriptions, launch, true);
    }

    /// The call waits for something outside; [#back] must follow. May be nested.
    void aside() {
        if (held == polls && aside++ == 0) {
            launch(polls.aside());
        }
    }

    void back() {
        if (held == polls && --aside == 0) {
            polls.back();
        }
    }

    /// The call lasts for as long as its client lives.
    void listens(Runner runner) {
        leave();
        held = subscriptions;
        subscriptions.enter(runner, true);
        subscriptions.begun();
    }

    void leave() {
        if (held != null) {
            Gate left = held;
            held = null;
            launch(left.leave());
        }
    }

    private void launch(@Nullable Runner next) {
        if (next != null) {
            launch.accept(next);
        }
    }
}
