package io.patchbay.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a running PostgreSQL writes about itself into `postmaster.pid`, see `src/include/utils/pidfile.h` of
/// PostgreSQL.
record PostmasterFile(Path data, List<String> lines) {
    private static final String NAME = "postmaster.pid";
    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    static Optional<PostmasterFile> of(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve(NAME));
            return lines.isEmpty() ? Optional.empty() : Optional.of(new PostmasterFile(data, lines));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    Path file() {
        return data.resolve(NAME);
    }

    long pid() {
        return Math.abs(Long.parseLong(lines.get(PID).strip()));
    }

    int port() {
        return lines.size() > PORT ? Integer.parseInt(lines.get(PORT).strip()) : 0;
    }

    boolean ready() {
        return lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
    }

    /// The process, if it lives and really is a PostgreSQL on this folder: after a crash of the machine the number may
    /// belong to anyone.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid())
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                        .command()
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .orElse(false))
                .filter(handle -> handle.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .orElse(false));
    }

    /// PostgreSQL refuses to start while the file names a living process. When that is a stranger, the file is made to
    /// name the parent of the new server, which PostgreSQL lets pass. Deleting the file would also delete its check
    /// that no backend of the former server still runs.
    void disown() throws IOException {
        List<String> corrected = new ArrayList<>(lines);
        corrected.set(PID, Long.toString(ProcessHandle.current().pid()));
        Files.write(file(), corrected);
    }
}
