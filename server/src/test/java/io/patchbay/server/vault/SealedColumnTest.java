package io.patchbay.server.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.db.TestDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealedColumnTest {
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(?m)^ +(\\w+) +bytea(.*)$");

    /// A column that is not declared would keep its old key for ever.
    @Test
    void every_column_that_a_migration_calls_sealed_is_declared_for_the_rotation() throws IOException {
        try (TestDb database = TestDb.fresh()) {
            assertThat(SealedColumn.all(database.db()).stream().map(c -> c.table() + "." + c.column()))
                    .containsExactlyInAnyOrderElementsOf(calledSealed());
        }
    }

    /// By its name or by the remark on its line.
    private static Set<String> calledSealed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            List<Path> migrations = files.toList();
            Set<String> columns = new TreeSet<>();
            for (Path migration : migrations) {
                for (MatchResult table :
                        TABLE.matcher(Files.readString(migration)).results().toList()) {
                    columns.addAll(COLUMN.matcher(table.group(2))
                            .results()
                            .filter(column -> column.group().contains("sealed"))
                            .map(column -> table.group(1) + "." + column.group(1))
                            .collect(Collectors.toSet()));
                }
            }
            return columns;
        }
    }
}
