package io.patchbay.bench.lab;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Copies rows of the service's tables, whatever columns these have.
final class TableRows {
    private TableRows() {}

    /// Copies each row that the condition finds once for each row of the other table.
    ///
    /// @param from as in the SQL `from "from" t, "other" where "condition"`
    /// @param changed by column, the SQL that replaces its values
    static void insert(
            Connection connection,
            String into,
            String from,
            String condition,
            String other,
            Map<String, String> changed)
            throws SQLException {
        List<String> columns = columns(connection, from);
        List<String> values = columns.stream()
                .map(column -> changed.getOrDefault(column, "t." + column))
                .toList();
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into " + into + " (" + String.join(", ", columns) + ") select "
                    + String.join(", ", values) + " from " + from + " t, " + other + " where " + condition);
        }
    }

    /// Those that can be inserted and are not numbered by the database.
    static List<String> columns(Connection connection, String table) throws SQLException {
        return texts(connection, """
                select quote_ident(attname) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                    and attgenerated = '' and attidentity = ''
                order by attnum
                """.formatted(table));
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
