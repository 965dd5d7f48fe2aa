package io.patchbay.server.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.server.access.AppId;
import io.patchbay.server.thing.ThingAction;
import io.patchbay.server.thing.ThingActions;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Value;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an app can do with requests of actions.
@Singleton
public final class Actions {
    private static final String APP_MADE =
            "The thing was made by the app itself, which must carry its actions out; this"
                    + " address takes requests for things that connectors made.";

    private final RequestStore store;
    private final ThingActions things;
    private final ByCallback callbacks;
    private final Dispatch dispatch;
    private final InstantSource clock;

    Actions(RequestStore store, ThingActions things, ByCallback callbacks, Dispatch dispatch, InstantSource clock) {
        this.store = store;
        this.things = things;
        this.callbacks = callbacks;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /// Stores a request and sees to its being carried out; or finds the one that was made with the same
    /// key.
    ///
    /// @return as it is now
    /// @throws ApiException 400 with all that is wrong with the parameters, 404, 409 if the key was used
    ///     for another request
    Request ask(Asked asked) {
        byte[] hash = asked.hash();
        Optional<Request> former = former(asked, hash);
        if (former.isPresent()) {
            return former.get();
        }
        ThingAction action =
                things.find(asked.app(), asked.subject(), asked.thing(), asked.component(), asked.action());
        if (asked.forwarded() && action.client().isEmpty()) {
            throw ApiException.badRequest(APP_MADE);
        }
        Map<String, Value> values = Parameters.check(action, asked.parameters());
        Instant now = now();
        Request request = request(asked, action, values, now);
        if (!store.insert(request, asked.key(), hash, now.minus(IdempotencyKey.LIFETIME))) {
            return former(asked, hash)
                    .orElseThrow(() -> ApiException.conflict(
                            "Another request with the same idempotency key has just been removed; try again."));
        }
        if (request.status() == Status.PENDING) {
            dispatch.start(new Job(request, action, values));
        }
        return request;
    }

    /// As [#ask(Asked)], for a person who fills in a form: what is left empty is not given, and the outcome is awaited
    /// for
    /// 30 s.
    ///
    /// @param given texts by the parameters' names
    public ActionView ask(AppId app, UUID thing, String component, String action, Map<String, String> given) {
        Map<String, @Nullable JsonNode> parameters = new TreeMap<>();
        given.forEach((name, text) -> {
            if (!text.isEmpty()) {
                parameters.put(name, TextNode.valueOf(text));
            }
        });
        Asked asked = new Asked(
                app, Optional.empty(), thing, component, action, parameters, Timeouts.PRESET, Optional.empty(), false);
        return ActionView.of(ask(asked));
    }

    /// What was asked of a thing lately, the newest first.
    ///
    /// @throws ApiException 404 if there is no such thing
    public List<ActionView> recent(AppId app, UUID thing, int most) {
        return ofThing(app, Optional.empty(), thing, null, most).stream()
                .map(ActionView::of)
                .toList();
    }

    private Optional<Request> former(Asked asked, byte[] hash) {
        Instant since = now().minus(IdempotencyKey.LIFETIME);
        return asked.key().flatMap(key -> store.byKey(asked.app(), key, since)).map(keyed -> {
            if (!MessageDigest.isEqual(keyed.hash(), hash)) {
                throw ApiException.conflict(
                        "The idempotency key was used for another request within 24 hours; use a new one.");
            }
            return keyed.request().at(now());
        });
    }

    private Request request(Asked asked, ThingAction action, Map<String, Value> values, Instant now) {
        Map<String, String> wire = new TreeMap<>();
        values.forEach((name, value) -> wire.put(name, value.wire()));
        boolean nobody = action.client().isEmpty() && !callbacks.isRegistered(asked.app());
        return new Request(
                RequestIds.at(now),
                asked.app(),
                action.subject(),
                action.thing(),
                action.component(),
                action.id(),
                action.client(),
                wire,
                nobody ? Status.FAILED : Status.PENDING,
                nobody ? ByCallback.UNREGISTERED : null,
                now,
                now.plus(asked.timeout()),
                nobody ? now : null);
    }

    /// Waits for the outcome of a request.
    ///
    /// @return as it is then, perhaps still pending
    Request await(Request request, Duration most) throws InterruptedException {
        dispatch.await(request.id(), most);
        return get(request.app(), Optional.empty(), request.id());
    }

    /// @throws ApiException 404
    Request get(AppId app, Optional<String> subject, UUID id) {
        return store.find(app, subject, id)
                .orElseThrow(() -> ApiException.notFound("action request"))
                .at(now());
    }

    /// The newest first.
    ///
    /// @param before the last id of the page before, or null
    /// @throws ApiException 404 if there is no such thing
    List<Request> ofThing(AppId app, Optional<String> subject, UUID thing, @Nullable UUID before, int limit) {
        if (!things.hasThing(app, subject, thing)) {
            throw ApiException.notFound("thing");
        }
        return store.ofThing(app, subject, thing, before, limit).stream()
                .map(request -> request.at(now()))
                .toList();
    }

    /// @throws ApiException 404; 409 if it is not pending any more
    void cancel(AppId app, Optional<String> subject, UUID id) {
        end(get(app, subject, id), Status.CANCELED, null);
    }

    /// @param status COMPLETED or FAILED
    /// @param error  why it failed
    /// @throws ApiException 404; 409 if it is not pending any more, or not for the app to end
    void finish(AppId app, Optional<String> subject, UUID id, Status status, @Nullable String error) {
        Request request = get(app, subject, id);
        if (request.client().isPresent()) {
            throw ApiException.conflict(
                    "A connector carries this action out and says what comes of it;" + " DELETE cancels it.");
        }
        end(request, status, error);
    }

    private void end(Request request, Status status, @Nullable String error) {
        if (request.status() != Status.PENDING || !store.end(request, status, error, now())) {
            Status now = get(request.app(), Optional.empty(), request.id()).status();
            throw ApiException.conflict("The action is " + now + "; only a PENDING one can change.");
        }
        dispatch.breakOff(request.id());
    }

    /// One page of what was asked for an end customer, the oldest first.
    ///
    /// @param after the last id of the page before, or null
    public List<ActionView> pageOf(AppId app, String subject, @Nullable UUID after, int limit) {
        return store.ofSubject(app, subject, after, limit).stream()
                .map(request -> ActionView.of(request.at(now())))
                .toList();
    }

    /// Removes, with the caller's transaction, all that was asked for an end customer, and breaks off
    /// what is under way for them.
    ///
    /// @return how many requests there were
    public int removeOf(Handle tx, AppId app, String subject) {
        int removed = RequestStore.removeOf(tx, app, subject);
        dispatch.breakOff(
                request -> request.app().equals(app) && request.subject().equals(subject));
        return removed;
    }

    /// PostgreSQL keeps microseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
