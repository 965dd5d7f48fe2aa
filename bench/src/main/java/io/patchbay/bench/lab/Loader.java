package io.patchbay.bench.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.vault.DataFolderSeal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Fills a service's database with clients and their things, faster than its API could: one client is made through the
/// API and polled by the engine, then its rows are multiplied, whatever columns they have, with configurations sealed
/// as
/// the service seals them. The service learns of them at its next start.
public final class Loader {
    private static final String TEMPLATE = "s0";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// What differs from the template in every table that has such a column.
    private static final Map<String, String> OF_THING = Map.of(
            "thing_id",
            "f.id",
            "client_id",
            "f.client_id",
            "subject",
            "'s' || f.n",
            "series",
            "(select s.id from series s where (s.thing_id, s.component_id, s.property_id, s.type, s.unit)"
                    + " = (f.id, t.component_id, t.id, t.type, t.unit))");

    private final Service service;
    private final Database database;
    private final Lab lab;

    public Loader(Lab lab, Service service) {
        this.lab = lab;
        this.service = service;
        this.database = service.database();
    }

    /// Makes so many started clients of a new instance in the running service. Client `i` has the subject and the
    /// station `s<i>`.
    ///
    /// @param api of the app that gets them
    /// @param news readings that each poll brings; 0 for clients that ask the vendor
    public void load(Api api, int count, int news) {
        load(api, count, news, () -> {});
    }

    /// As [#load(Api, int, int)].
    ///
    /// @param one called when there is one client
    public void load(Api api, int count, int news, Runnable one) {
        long begun = System.nanoTime();
        api.post("/connectors/instances", "", Map.of("connector_type_id", "bench", "configuration", Map.of()));
        JsonNode made = api.post(
                "/connectors/clients",
                TEMPLATE,
                Map.of("connector_type_id", "bench", "configuration", Map.of("station", TEMPLATE, "news", news)));
        UUID template = UUID.fromString(made.path("client_id").asText());
        Waiting.until("the first client to be started", PATIENCE, () -> {
            JsonNode view = api.get("/connectors/clients/" + template, TEMPLATE);
            return view.path("status").asText().equals("STARTED")
                    && !view.path("mappings").isEmpty();
        });
        one.run();
        multiply(template, count);
        lab.say("loaded " + count + " clients in " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
    }

    private void multiply(UUID template, int count) {
        database.with(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set session_replication_role = replica");
                statement.execute("set synchronous_commit = off");
                statement.execute("set maintenance_work_mem = '512MB'");
                statement.execute("create temp table more (n int, id uuid, slice int, sealed bytea)");
            }
            copyClients(connection, template, count);
            TableRows.insert(
                    connection,
                    "subject",
                    "subject",
                    "t.id = '" + TEMPLATE + "'",
                    "more m",
                    Map.of("id", "'s' || m.n"));
            TableRows.insert(
                    connection,
                    "client",
                    "client",
                    "t.id = '" + template + "'",
                    "more m",
                    Map.of("id", "m.id", "subject", "'s' || m.n", "slice", "m.slice", "configuration", "m.sealed"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table fresh as select m.n, m.id as client_id, t.id as template,"
                        + " gen_random_uuid() as id from more m cross join thing t where t.client_id = '" + template
                        + "'");
                statement.execute("analyze fresh");
            }
            things(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
                statement.execute("checkpoint");
            }
            return count;
        });
    }

    /// Everything that belongs to the template's things, in whatever tables it lies.
    private static void things(Connection connection) throws SQLException {
        String ofThing = "t.id in (select template from fresh)";
        TableRows.insert(
                connection,
                "thing",
                "thing",
                ofThing + " and f.template = t.id",
                "fresh f",
                Map.of("id", "f.id", "client_id", "f.client_id", "subject", "'s' || f.n"));
        for (String table : tablesWith(connection, "thing_id")) {
            TableRows.insert(connection, table, table, "t.thing_id = f.template", "fresh f", OF_THING);
        }
    }

    /// `series` first: others name its rows.
    private static List<String> tablesWith(Connection connection, String column) throws SQLException {
        return TableRows.texts(connection, """
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where a.attname = '%s' and c.relkind in ('r', 'p') and not c.relispartition
                    and c.relnamespace = 'public'::regnamespace and c.relname not in ('change_log', 'action_request')
                order by c.relname <> 'series', 1
                """.formatted(column));
    }

    private void copyClients(Connection connection, UUID template, int count) throws SQLException {
        DataFolderSeal seal = new DataFolderSeal(service.data());
        String configuration = seal.open(sealed(connection, template), "client:" + template);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy more from stdin");
        StringBuilder rows = new StringBuilder(1 << 16);
        for (int n = 1; n < count; n++) {
            UUID id = UUID.randomUUID();
            String own = configuration.replace('"' + TEMPLATE + '"', "\"s" + n + '"');
            rows.append(n)
                    .append('\t')
                    .append(id)
                    .append('\t')
                    .append(Slice.of(id).number())
                    .append("\t\\\\x")
                    .append(HexFormat.of().formatHex(seal.seal(own, "client:" + id)))
                    .append('\n');
            if (rows.length() > 60_000 || n == count - 1) {
                byte[] bytes = rows.toString().getBytes(StandardCharsets.US_ASCII);
                copy.writeToCopy(bytes, 0, bytes.length);
                rows.setLength(0);
            }
        }
        copy.endCopy();
    }

    private static byte[] sealed(Connection connection, UUID client) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select configuration from client where id = ?")) {
            statement.setObject(1, client);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }
}
