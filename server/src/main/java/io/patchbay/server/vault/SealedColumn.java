package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// A column of sealed values. The migration that makes one says so, and thereby its rotation is taken care of:
/// `comment on column instance.secrets is 'sealed as instance:{id}'`, where the context of each value is the text with
/// the row's column put in.
///
/// @param table as SQL wants it quoted, as are `column` and `key`
/// @param keyType SQL's type of the key
/// @param context with `{}` where the key belongs
record SealedColumn(String table, String column, String key, String keyType, String context) {
    private static final Pattern COMMENT = Pattern.compile("sealed as ([^{}]*)\\{([a-z_]+)}([^{}]*)");
    private static final int BATCH = 500;

    static List<SealedColumn> all(Db db) {
        return db.read(handle -> handle.createQuery("""
                        select c.oid::regclass::text as table_name, quote_ident(a.attname) as column_name,
                               d.description
                        from pg_description d
                        join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
                        where d.description like 'sealed as %' and c.relkind = 'r'
                          and c.relnamespace = current_schema()::regnamespace
                        order by 1, 2
                        """)
                .map((row, _) -> parsed(
                        handle,
                        row.getString("table_name"),
                        row.getString("column_name"),
                        row.getString("description")))
                .list());
    }

    private static SealedColumn parsed(Handle handle, String table, String column, String comment) {
        Matcher matcher = COMMENT.matcher(comment);
        if (!matcher.matches()) {
            throw new IllegalStateException("The comment of " + table + "." + column + " is not of the form"
                    + " 'sealed as word:{column}': " + comment);
        }
        String key = matcher.group(2);
        Optional<String> type = handle.createQuery("""
                        select format_type(atttypid, atttypmod) from pg_attribute
                        where attrelid = :table::regclass and attname = :key
                        """)
                .bind("table", table)
                .bind("key", key)
                .mapTo(String.class)
                .findOne();
        return new SealedColumn(
                table,
                column,
                key,
                type.orElseThrow(() -> new IllegalStateException(
                        "The comment of " + table + "." + column + " names " + key + ", which is no column of it")),
                matcher.group(1) + "{}" + matcher.group(3));
    }

    /// Replaces values in batches of one transaction each, so a service that uses the table meanwhile waits for one
    /// batch at most.
    ///
    /// @param prefix of values that are as they should be
    /// @param replacement takes value and context, gives the new value or nothing when it stays as it is
    /// @return how many were replaced
    long replace(Db db, byte[] prefix, BiFunction<byte[], String, Optional<byte[]>> replacement) {
        long replaced = 0;
        Optional<Row> last = Optional.empty();
        do {
            Optional<Row> after = last;
            List<Row> rows = db.write(handle -> batch(handle, prefix, after).stream()
                    .map(row -> row.replaced(replace(handle, row, replacement)))
                    .toList());
            replaced += rows.stream().filter(Row::isReplaced).count();
            last = rows.size() < BATCH ? Optional.empty() : Optional.of(rows.getLast());
        } while (last.isPresent());
        return replaced;
    }

    /// @param place PostgreSQL's `ctid`, which holds while the row is locked
    private record Row(String place, String key, byte[] value, boolean isReplaced) {
        Row replaced(boolean done) {
            return new Row(place, key, value, done);
        }
    }

    private List<Row> batch(Handle handle, byte[] prefix, Optional<Row> after) {
        String beyond = "and (" + key + ", ctid) > (cast(:key as " + keyType + "), cast(:place as tid)) ";
        Query query = handle.createQuery("select ctid::text as sealed_place, " + key + "::text as sealed_key, " + column
                        + " from " + table
                        + " where substring(" + column + " from 1 for length(:prefix)) <> :prefix "
                        + (after.isPresent() ? beyond : "")
                        + "order by " + key + ", ctid limit " + BATCH + " for update")
                .bind("prefix", prefix);
        after.ifPresent(row -> query.bind("key", row.key()).bind("place", row.place()));
        return query.map((row, _) -> new Row(row.getString(1), row.getString(2), row.getBytes(3), false))
                .list();
    }

    private boolean replace(Handle handle, Row row, BiFunction<byte[], String, Optional<byte[]>> replacement) {
        Optional<byte[]> value = replacement.apply(row.value(), context.replace("{}", row.key()));
        value.ifPresent(bytes -> handle.createUpdate(
                        "update " + table + " set " + column + " = :value where ctid = cast(:place as tid)")
                .bind("value", bytes)
                .bind("place", row.place())
                .execute());
        return value.isPresent();
    }
}
