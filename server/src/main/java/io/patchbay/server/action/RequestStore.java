package io.patchbay.server.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.thing.StatusLog;
import io.patchbay.server.thing.ThingActions;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Requests. That only a pending one changes stands in each statement that changes one.
@Singleton
final class RequestStore {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String COLUMNS =
            "id, app_id, subject, thing_id, component_id, action_id, client_id, parameters,"
                    + " status, error, created, deadline, ended";

    private static final String OF_CALLER =
            " where app_id = :app and (cast(:subject as text) is null or subject = :subject) ";

    private static final String NEWS = """
             returning id, app_id, subject, coalesce(ended, created) as at,
                json_build_object('status', status, 'error', error, 'thingId', thing_id, 'componentId', component_id,
                                  'actionId', action_id)::text as news
            """;

    private final Db db;
    private final ObjectMapper json;

    RequestStore(Db db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /// @param hash of what was asked with the key
    record Keyed(Request request, byte[] hash) {}

    /// False if the app has used the key since `since`.
    ///
    /// @param hash of what was asked
    /// @throws ApiException 404 if the thing is gone: with its end customer, who may have been erased
    boolean insert(Request request, Optional<IdempotencyKey> key, byte[] hash, Instant since) {
        return db.write(tx -> {
            if (!ThingActions.hold(tx, request.app(), request.thing())) {
                throw ApiException.notFound("thing");
            }
            key.ifPresent(k -> tx.createUpdate("""
                            update action_request set key = null
                            where app_id = :app and key = :key and created <= :since
                            """)
                    .bind("app", request.app().value())
                    .bind("key", k.text())
                    .bind("since", utc(since))
                    .execute());
            return insert(tx, request, key, hash);
        });
    }

    private boolean insert(Handle tx, Request request, Optional<IdempotencyKey> key, byte[] hash) {
        return logged(
                        tx,
                        tx.createQuery("""
                        insert into action_request (id, app_id, subject, thing_id, component_id, action_id, client_id,
                            parameters, status, error, created, deadline, ended, key, key_hash)
                        values (:id, :app, :subject, :thing, :component, :action, cast(:client as uuid),
                            cast(:parameters as jsonb), :status, :error, :created, :deadline,
                            cast(:ended as timestamptz), :key, :hash)
                        on conflict (app_id, key) where key is not null do nothing
                        """ + NEWS)
                                .bind("id", request.id())
                                .bind("app", request.app().value())
                                .bind("subject", request.subject())
                                .bind("thing", request.thing())
                                .bind("component", request.component())
                                .bind("action", request.action())
                                .bindByType("client", request.client().orElse(null), UUID.class)
                                .bind("parameters", texts(request.parameters()))
                                .bind("status", request.status().name())
                                .bindByType("error", request.error(), String.class)
                                .bind("created", utc(request.created()))
                                .bind("deadline", utc(request.deadline()))
                                .bindByType("ended", utcIfAny(request.ended()), OffsetDateTime.class)
                                .bindByType("key", key.map(IdempotencyKey::text).orElse(null), String.class)
                                .bind("hash", hash))
                == 1;
    }

    /// What a statement changed goes to the change log in the same transaction.
    private static int logged(Handle tx, Query changing) {
        List<StatusLog.News> news = changing.map((rs, _) -> new StatusLog.News(
                        new AppId(rs.getObject("app_id", UUID.class)),
                        rs.getObject("id", UUID.class),
                        rs.getString("subject"),
                        rs.getString("news"),
                        rs.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
        StatusLog.actions(tx, news);
        return news.size();
    }

    /// The request that the app made with this key after `since`.
    Optional<Keyed> byKey(AppId app, IdempotencyKey key, Instant since) {
        return db.read(h -> h.createQuery("select key_hash, " + COLUMNS
                        + " from action_request where app_id = :app and key = :key and created > :since")
                .bind("app", app.value())
                .bind("key", key.text())
                .bind("since", utc(since))
                .map((rs, _) -> new Keyed(request(rs), rs.getBytes("key_hash")))
                .findOne());
    }

    Optional<Request> find(AppId app, Optional<String> subject, UUID id) {
        return db.read(h -> h.createQuery("select " + COLUMNS + " from action_request" + OF_CALLER + "and id = :id")
                .bind("app", app.value())
                .bindByType("subject", subject.orElse(null), String.class)
                .bind("id", id)
                .map((rs, _) -> request(rs))
                .findOne());
    }

    /// The newest first.
    ///
    /// @param before the last id of the page before, or null
    List<Request> ofThing(AppId app, Optional<String> subject, UUID thing, @Nullable UUID before, int limit) {
        return db.read(h -> h.createQuery("select " + COLUMNS + " from action_request" + OF_CALLER
                        + "and thing_id = :thing and (cast(:before as uuid) is null or id < cast(:before as uuid))"
                        + " order by id desc limit :limit")
                .bind("app", app.value())
                .bindByType("subject", subject.orElse(null), String.class)
                .bind("thing", thing)
                .bindByType("before", before, UUID.class)
                .bind("limit", limit)
                .map((rs, _) -> request(rs))
                .list());
    }

    /// The oldest first.
    ///
    /// @param after the last id of the page before, or null
    List<Request> ofSubject(AppId app, String subject, @Nullable UUID after, int limit) {
        return db.read(h -> h.createQuery("select " + COLUMNS + " from action_request" + OF_CALLER
                        + "and (cast(:after as uuid) is null or id > cast(:after as uuid)) order by id limit :limit")
                .bind("app", app.value())
                .bind("subject", subject)
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .map((rs, _) -> request(rs))
                .list());
    }

    static int removeOf(Handle tx, AppId app, String subject) {
        return tx.createUpdate("delete from action_request where app_id = :app and subject = :subject")
                .bind("app", app.value())
                .bind("subject", subject)
                .execute();
    }

    /// Ends a pending request; false if it has ended already. After its deadline it can only fail.
    boolean end(Request request, Status status, @Nullable String error, Instant now) {
        return db.write(tx -> logged(
                        tx,
                        tx.createQuery("""
                        update action_request set status = :status, error = :error, ended = :now
                        where app_id = :app and id = :id and status = 'PENDING'
                            and (deadline > :now or :status = 'FAILED')
                        """ + NEWS)
                                .bind("app", request.app().value())
                                .bind("id", request.id())
                                .bind("status", status.name())
                                .bindByType("error", error, String.class)
                                .bind("now", utc(now))))
                == 1;
    }

    /// Fails what has been pending at `before`, a time past its deadline.
    void failOverdueAcrossApps(Instant before) {
        db.run(tx -> logged(
                tx, tx.createQuery("""
                        update action_request set status = 'FAILED', error = :error, ended = deadline
                        where status = 'PENDING' and deadline <= :before
                        """ + NEWS).bind("error", Request.OVERDUE).bind("before", utc(before))));
    }

    void dropAcrossApps(Instant before) {
        db.run(tx -> tx.createUpdate("delete from action_request where created < :before and status <> 'PENDING'")
                .bind("before", utc(before))
                .execute());
    }

    private Request request(ResultSet rs) throws SQLException {
        OffsetDateTime ended = rs.getObject("ended", OffsetDateTime.class);
        return new Request(
                rs.getObject("id", UUID.class),
                new AppId(rs.getObject("app_id", UUID.class)),
                rs.getString("subject"),
                rs.getObject("thing_id", UUID.class),
                rs.getString("component_id"),
                rs.getString("action_id"),
                Optional.ofNullable(rs.getObject("client_id", UUID.class)),
                texts(rs.getString("parameters")),
                Status.valueOf(rs.getString("status")),
                rs.getString("error"),
                rs.getObject("created", OffsetDateTime.class).toInstant(),
                rs.getObject("deadline", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private Map<String, String> texts(String parameters) {
        try {
            return json.readValue(parameters, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request's parameters are no JSON object of texts", e);
        }
    }

    private String texts(Map<String, String> parameters) {
        try {
            return json.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcIfAny(@Nullable Instant time) {
        return time == null ? null : utc(time);
    }
}
