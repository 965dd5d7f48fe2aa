package io.patchbay.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Everything that a service has stored at one moment: every column of every table, as `pg_dump` would write it,
/// and every file of the data folder, the database's log of changes included.
///
/// @param columns what a column holds, by `table.column`
/// @param files what a file holds, by its path, a character per byte
record Stored(Map<String, String> columns, Map<Path, String> files) {

    static Stored of(Service service) throws IOException, SQLException {
        return new Stored(columns(service), files(service.data()));
    }

    /// The columns with this text, plain or in one of the usual encodings.
    List<String> columnsWith(String text) {
        return columns.entrySet().stream()
                .filter(column -> spellings(text).anyMatch(column.getValue()::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The files with this text, plain or in one of the usual encodings.
    List<Path> filesWith(String text) {
        return files.entrySet().stream()
                .filter(file -> spellings(text).anyMatch(file.getValue()::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Stream<String> spellings(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                text,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static Map<String, String> columns(Service service) throws IOException, SQLException {
        // the line of postmaster.pid after the process, the folder and the start
        String port = service.postmaster().get(3);
        String password = Files.readString(service.data().resolve("postgres").resolve("patchbay.password"))
                .strip();
        Map<String, String> columns = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "patchbay", password);
                Statement statement = connection.createStatement()) {
            List<String[]> names = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("""
                    select quote_ident(table_name), quote_ident(column_name)
                    from information_schema.columns
                    where table_schema = 'public'
                    """)) {
                while (found.next()) {
                    names.add(new String[] {found.getString(1), found.getString(2)});
                }
            }
            for (String[] name : names) {
                String all = "select string_agg(" + name[1] + "::text, E'\\n') from " + name[0];
                try (ResultSet values = statement.executeQuery(all)) {
                    values.next();
                    columns.put(name[0] + "." + name[1], String.valueOf(values.getString(1)));
                }
            }
        }
        return columns;
    }

    private static Map<Path, String> files(Path folder) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
