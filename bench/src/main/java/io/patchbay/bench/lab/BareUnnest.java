package io.patchbay.bench.lab;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// The bare limit of writing: one connection that changes the values of properties and appends to a change log, a
/// transaction per batch, with arrays and nothing else. Works on the tables of [BareTables].
public final class BareUnnest implements AutoCloseable {
    /// As many as the service's writer takes at most.
    private static final int BATCH = 5000;

    private static final String UPDATE = """
            update bare.property p set value = g.value, at = g.at, received = g.received
            from unnest(?, ?, ?, ?, cast(? as timestamptz[]), cast(? as timestamptz[]))
                as g (thing_id, component_id, id, value, at, received)
            where p.thing_id = g.thing_id and p.component_id = g.component_id and p.id = g.id
            """;
    private static final String APPEND = """
            insert into bare.change_log (series, at, received, app_id, kind, value)
            select series, at, received, app_id, 1, value
            from unnest(?, cast(? as timestamptz[]), cast(? as timestamptz[]), ?, ?)
                as r (series, at, received, app_id, value)
            """;
    private static final UUID APP = new UUID(0x4000L, 0x8000000000000000L);

    private record Row(UUID thing, String component, String property, long series) {}

    private final Connection connection;
    private final PreparedStatement update;
    private final PreparedStatement append;
    private final List<Row[]> batches = new ArrayList<>();
    private int next;
    private long counter;

    public BareUnnest(Database database) {
        connection = database.connect();
        try {
            connection.setAutoCommit(false);
            update = connection.prepareStatement(UPDATE);
            append = connection.prepareStatement(APPEND);
            read();
        } catch (SQLException e) {
            throw new BenchmarkException("the bare loop could not be prepared: " + e.getMessage(), e);
        }
    }

    /// Things in a random order, all properties of one together, as polls bring them; within a batch by key.
    private void read() throws SQLException {
        List<List<Row>> things = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select thing_id, component_id, id, series from bare.property order by 1, 2, 3")) {
            UUID last = null;
            while (rows.next()) {
                UUID thing = rows.getObject(1, UUID.class);
                if (!thing.equals(last)) {
                    things.add(new ArrayList<>());
                    last = thing;
                }
                things.getLast().add(new Row(thing, rows.getString(2), rows.getString(3), rows.getLong(4)));
            }
        }
        connection.rollback();
        Collections.shuffle(things, new Random(5));
        List<Row> all = things.stream().flatMap(List::stream).toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            Row[] batch = all.subList(from, Math.min(all.size(), from + BATCH)).toArray(Row[]::new);
            // as PostgreSQL orders UUIDs
            Arrays.sort(
                    batch,
                    Comparator.comparing((Row row) -> row.thing().toString())
                            .thenComparing(Row::component)
                            .thenComparing(Row::property));
            batches.add(batch);
        }
    }

    /// Changes per second, each durable.
    public double run(Duration duration) {
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        long written = 0;
        try {
            while (System.nanoTime() < end) {
                written += write(batches.get(next++ % batches.size()));
            }
        } catch (SQLException e) {
            throw new BenchmarkException("the bare loop failed: " + e.getMessage(), e);
        }
        return written / ((System.nanoTime() - begun) / 1e9);
    }

    private int write(Row[] batch) throws SQLException {
        String value = Double.toString(counter++ % 500 / 10.0);
        String now = Instant.now().toString();
        UUID[] things = new UUID[batch.length];
        String[] components = new String[batch.length];
        String[] properties = new String[batch.length];
        Long[] series = new Long[batch.length];
        for (int i = 0; i < batch.length; i++) {
            things[i] = batch[i].thing();
            components[i] = batch[i].component();
            properties[i] = batch[i].property();
            series[i] = batch[i].series();
        }
        update.setArray(1, array("uuid", things));
        update.setArray(2, array("text", components));
        update.setArray(3, array("text", properties));
        update.setArray(4, array("text", filled(batch.length, value)));
        update.setArray(5, array("text", filled(batch.length, now)));
        update.setArray(6, array("text", filled(batch.length, now)));
        int updated = update.executeUpdate();
        if (updated != batch.length) {
            throw new BenchmarkException("the bare loop changed " + updated + " of " + batch.length + " properties");
        }
        UUID[] apps = new UUID[batch.length];
        Arrays.fill(apps, APP);
        append.setArray(1, array("bigint", series));
        append.setArray(2, array("text", filled(batch.length, now)));
        append.setArray(3, array("text", filled(batch.length, now)));
        append.setArray(4, array("uuid", apps));
        append.setArray(5, array("text", filled(batch.length, value)));
        append.executeUpdate();
        connection.commit();
        return batch.length;
    }

    private java.sql.Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static String[] filled(int length, String value) {
        String[] values = new String[length];
        Arrays.fill(values, value);
        return values;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new BenchmarkException("the bare loop's connection could not be closed", e);
        }
    }
}
