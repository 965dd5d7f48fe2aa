package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.InstanceId;
import io.patchbay.server.thing.SubjectId;
import io.patchbay.server.thing.Things;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Stores new clients, those of many requests in one transaction. Any thread may call; a call blocks until its client
/// is durable.
@Singleton
final class NewClients {
    private static final int MOST_TOGETHER = 500;

    // holds the instances, so that none is deleted while a client is made for it
    private static final String INSERT = """
            insert into client (id, app_id, instance_id, type_id, subject, slice, configuration, linked)
            select n.id, n.app_id, n.instance_id, n.type_id, n.subject, n.slice, n.configuration, n.linked
            from unnest(:ids, :apps, :instances, :types, :subjects, :slices, :sealed, :linked)
                as n (id, app_id, instance_id, type_id, subject, slice, configuration, linked)
            join (select id, app_id from instance where id = any(:instances) order by id for key share) i
                on i.id = n.instance_id and i.app_id = n.app_id
            order by n.app_id, n.subject, n.type_id
            on conflict (app_id, subject, type_id) do nothing
            returning id
            """;

    private static final String THERE = """
            select i.id
            from unnest(:instances, :apps) as n (id, app_id) join instance i using (id, app_id)
            """;

    private final Db db;
    private final Things things;
    private final GroupCall<New, Stored> calls = new GroupCall<>("clients-maker", 1, MOST_TOGETHER, this::store);

    NewClients(Db db, Things things) {
        this.db = db;
        this.things = things;
    }

    /// A client to be stored.
    ///
    /// @param sealed its configuration
    /// @param linked false if it needs a consent first
    record New(
            ClientId id, AppId app, InstanceId instance, String typeId, String subject, byte[] sealed, boolean linked) {
        SubjectId customer() {
            return new SubjectId(app, subject);
        }
    }

    /// What became of it.
    enum Stored {
        CREATED,
        /// The subject has a client of the type.
        ALREADY_THERE,
        /// The subject is being erased.
        BEING_ERASED,
        /// The instance has been deleted meanwhile.
        NO_INSTANCE
    }

    Stored store(New client) {
        return calls.call(client);
    }

    /// One that PostgreSQL does not take is refused alone.
    private List<Stored> store(List<New> all) {
        try {
            return db.write(tx -> store(tx, all));
        } catch (UnableToExecuteStatementException e) {
            if (all.size() == 1) {
                throw e;
            }
            List<Stored> stored = new ArrayList<>(store(all.subList(0, all.size() / 2)));
            stored.addAll(store(all.subList(all.size() / 2, all.size())));
            return stored;
        }
    }

    private List<Stored> store(Handle tx, List<New> all) {
        Set<SubjectId> erasing =
                things.subjectsSeen(tx, all.stream().map(New::customer).collect(Collectors.toSet()));
        List<New> wanted =
                all.stream().filter(n -> !erasing.contains(n.customer())).toList();
        Set<UUID> created = insert(tx, wanted);
        Transitions.none().log(tx, created);
        Set<UUID> instances = created.size() == wanted.size() ? Set.of() : instances(tx, wanted);
        return all.stream()
                .map(n -> erasing.contains(n.customer())
                        ? Stored.BEING_ERASED
                        : created.contains(n.id().value())
                                ? Stored.CREATED
                                : instances.contains(n.instance().value()) ? Stored.ALREADY_THERE : Stored.NO_INSTANCE)
                .toList();
    }

    private static Set<UUID> insert(Handle tx, List<New> all) {
        return new HashSet<>(tx.createQuery(INSERT)
                .bind("ids", ids(all, n -> n.id().value()))
                .bind("apps", ids(all, n -> n.app().value()))
                .bind("instances", ids(all, n -> n.instance().value()))
                .bind("types", all.stream().map(New::typeId).toArray(String[]::new))
                .bind("subjects", all.stream().map(New::subject).toArray(String[]::new))
                .bind(
                        "slices",
                        all.stream().map(n -> Slice.of(n.id().value()).number()).toArray(Integer[]::new))
                .bind("sealed", bytes(all))
                .bind("linked", all.stream().map(New::linked).toArray(Boolean[]::new))
                .mapTo(UUID.class)
                .list());
    }

    private static Set<UUID> instances(Handle tx, List<New> all) {
        return new HashSet<>(tx.createQuery(THERE)
                .bind("instances", ids(all, n -> n.instance().value()))
                .bind("apps", ids(all, n -> n.app().value()))
                .mapTo(UUID.class)
                .list());
    }

    private static Argument bytes(List<New> all) {
        byte[][] sealed = all.stream().map(New::sealed).toArray(byte[][]::new);
        return (position, statement, _) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", sealed));
    }

    private static UUID[] ids(List<New> all, Function<New, UUID> id) {
        return all.stream().map(id).toArray(UUID[]::new);
    }
}
