package io.patchbay.server.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A data folder as the first start leaves it, made once and then copied: the first start takes seconds on a busy disk.
final class PreparedData {
    private static final Path MADE = make();

    private PreparedData() {}

    static Path in(Path folder) {
        Path data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(MADE)) {
            List<Path> parentsFirst = files.toList();
            for (Path file : parentsFirst) {
                Path copy = data.resolve(MADE.relativize(file).toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    private static Path make() {
        try {
            Path data = Files.createTempDirectory(
                            Files.createDirectories(Path.of("target").toAbsolutePath()), "prepared-")
                    .resolve("data");
            new Db(TestDb.settings(data, Optional.empty(), 4)).close();
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
