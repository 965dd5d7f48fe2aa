package io.patchbay.server.run;

import io.patchbay.connector.Failure;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import java.time.Instant;
import java.util.Optional;

/// A condition without its time: two are equal when there is nothing to tell.
record Standing(Status status, Optional<Failure.Actor> who, Optional<String> cause) {
    static final Standing STARTED = new Standing(Status.STARTED, Optional.empty(), Optional.empty());

    static Standing error(Failure.Actor who, String cause) {
        return new Standing(Status.ERROR, Optional.of(who), Optional.of(cause));
    }

    static Standing of(Condition condition) {
        return condition.status() == Status.STARTED
                ? STARTED
                : new Standing(condition.status(), condition.who(), condition.cause());
    }

    Condition since(Instant time) {
        return new Condition(status, who, cause, time);
    }
}
