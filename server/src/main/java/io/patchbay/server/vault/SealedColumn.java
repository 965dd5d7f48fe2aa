package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// A column of sealed values. The migration that makes one says so, and thereby its rotation is taken care of:
/// `comment on column instance.secrets is 'sealed as instance:{id}'`, where the context of each value is the text with
/// the row's unique column put in.
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
                        where d.description like 'sealed as %' and c.relkind in ('r', 'p')
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
                    + " 'sealed as word:{unique column}': " + comment);
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
    /// @param replacement takes value and context, gives the new value or nothing when it stays as it is
    /// @return how many were replaced
    long replace(Db db, BiFunction<byte[], String, Optional<byte[]>> replacement) {
        long replaced = 0;
        Optional<String> last = Optional.empty();
        do {
            Optional<String> after = last;
            Step step = db.write(handle -> step(handle, after, replacement));
            replaced += step.replaced();
            last = step.last();
        } while (last.isPresent());
        return replaced;
    }

    private record Row(String key, byte[] value) {}

    private record Step(long replaced, Optional<String> last) {}

    private Step step(Handle handle, Optional<String> after, BiFunction<byte[], String, Optional<byte[]>> replacement) {
        String from = after.isPresent() ? "and " + key + " > cast(:after as " + keyType + ")" : "";
        List<Row> rows = handle.createQuery("select " + key + "::text, " + column + " from " + table + " where "
                        + column + " is not null " + from + " order by " + key + " limit " + BATCH + " for update")
                .bindMap(
                        after.<Map<String, ?>>map(text -> Map.of("after", text)).orElse(Map.of()))
                .map((row, _) -> new Row(row.getString(1), row.getBytes(2)))
                .list();
        long replaced = 0;
        for (Row row : rows) {
            Optional<byte[]> value = replacement.apply(row.value(), context.replace("{}", row.key()));
            if (value.isPresent()) {
                replaced += handle.createUpdate("update " + table + " set " + column + " = :value where " + key
                                + " = cast(:key as " + keyType + ")")
                        .bind("value", value.get())
                        .bind("key", row.key())
                        .execute();
            }
        }
        return new Step(
                replaced,
                rows.size() < BATCH
                        ? Optional.empty()
                        : Optional.of(rows.getLast().key()));
    }
}
