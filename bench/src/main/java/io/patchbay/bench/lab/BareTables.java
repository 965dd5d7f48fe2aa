package io.patchbay.bench.lab;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Copies of the service's tables for the bare limits, in the schema `bare` of the same database: the same columns,
/// indexes, partitions and storage parameters, whatever they are now.
public final class BareTables {
    private final Database database;

    public BareTables(Database database) {
        this.database = database;
        database.execute("drop schema if exists bare cascade", "create schema bare");
    }

    /// @param table of the service
    public void copy(String table) {
        database.with(connection -> {
            copy(connection, table, "");
            ownSequences(connection, table);
            return table;
        });
    }

    /// Copies the rows, too.
    ///
    /// @param changed by column, the SQL that replaces its values; `t` is the service's table
    public void fill(String table, Map<String, String> changed) {
        database.with(connection -> {
            TableRows.insert(connection, "bare." + table, table, "true", "(select 1) as once", changed);
            return table;
        });
        database.execute("vacuum analyze bare." + table);
    }

    /// Numbers that are drawn here are not missing there.
    private static void ownSequences(Connection connection, String table) throws SQLException {
        for (String column : TableRows.texts(connection, """
                select a.attname from pg_attrdef d join pg_attribute a on (a.attrelid, a.attnum) = (d.adrelid, d.adnum)
                where d.adrelid = 'bare.%s'::regclass and pg_get_expr(d.adbin, d.adrelid) like 'nextval(%%'
                """.formatted(table))) {
            String sequence = "bare." + table + "_" + column;
            execute(connection, "create sequence " + sequence);
            execute(
                    connection,
                    "alter table bare." + table + " alter " + column + " set default nextval('" + sequence + "')");
        }
    }

    private static void copy(Connection connection, String table, String partitionOf) throws SQLException {
        String key = text(connection, "select coalesce(pg_get_partkeydef('public." + table + "'::regclass), '')");
        String options = text(connection, """
                select coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
                from pg_class where oid = 'public.%s'::regclass
                """.formatted(table));
        String columns = partitionOf.isEmpty() ? " (like public." + table + " including all)" : " " + partitionOf;
        String by = key.isEmpty() ? "" : " partition by " + key;
        execute(connection, "create table bare." + table + columns + by + options);
        for (String[] part : partitions(connection, table)) {
            copy(connection, part[0], "partition of bare." + table + " " + part[1]);
        }
    }

    private static List<String[]> partitions(Connection connection, String table) throws SQLException {
        List<String[]> partitions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select c.relname, pg_get_expr(c.relpartbound, c.oid)
                        from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = 'public.%s'::regclass and c.relispartition
                        """.formatted(table))) {
            while (rows.next()) {
                partitions.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        return partitions;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
