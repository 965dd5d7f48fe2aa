package io.patchbay.server.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.access.AppId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Carries out the actions of things that an app made: its callback is told, until it says something or
/// the deadline has come. Each try carries the same id, by which the app knows it again.
@Singleton
final class ByCallback implements AutoCloseable {
    static final String UNREGISTERED = "The app made this thing but has registered no callback that carries its actions"
            + " out: POST /api/v1/actions/callback/register {\"CallbackUrl\":\"https://…\"}, then ask again.";

    private static final long FIRST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 10_000;

    private final Callbacks callbacks;
    private final Receiver receiver;
    private final Answers answers;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    ByCallback(Callbacks callbacks, Receiver receiver, Answers answers, ObjectMapper json, InstantSource clock) {
        this.callbacks = callbacks;
        this.receiver = receiver;
        this.answers = answers;
        this.json = json;
        this.clock = clock;
    }

    private record Body(
            UUID id, UUID thingId, String componentId, String actionId, Status status, Map<String, String> parameters) {
        static Body of(Request request) {
            return new Body(
                    request.id(),
                    request.thing(),
                    request.component(),
                    request.action(),
                    Status.PENDING,
                    request.parameters());
        }
    }

    boolean isRegistered(AppId app) {
        return callbacks.isRegistered(app);
    }

    Outcome carryOut(Job job) throws InterruptedException {
        Request request = job.request();
        Callbacks.Callback callback = callbacks.of(request.app()).orElse(null);
        if (callback == null) {
            return new Outcome.Failed(UNREGISTERED);
        }
        String body = body(request);
        String last = "there was no time to call it";
        for (int tries = 0; ; tries++) {
            Duration left = Duration.between(clock.instant(), request.deadline());
            if (!left.isPositive()) {
                return new Outcome.Failed("The app's callback gave no answer by the deadline; at its last try " + last
                        + ". Whether the action was carried out is not known.");
            }
            switch (answers.meaning(receiver.post(callback, body, left))) {
                case Answers.Meaning.Final(Outcome outcome) -> {
                    return outcome;
                }
                // a try that the deadline cut short says less than the one before it
                case Answers.Meaning.TryAgain(String why) -> last = tries > 0 && isOver(request) ? last : why;
            }
            pause(tries, request);
        }
    }

    private boolean isOver(Request request) {
        return !clock.instant().isBefore(request.deadline());
    }

    /// Full jitter, and never beyond the deadline.
    private void pause(int tries, Request request) throws InterruptedException {
        long most = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries, 10));
        long left = Duration.between(clock.instant(), request.deadline()).toMillis() + 1;
        long millis = Math.min(left, 50 + ThreadLocalRandom.current().nextLong(most));
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the service stops");
        }
    }

    private String body(Request request) {
        try {
            return json.writeValueAsString(Body.of(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    @Override
    @PreDestroy
    public void close() {
        closed.countDown();
    }
}
