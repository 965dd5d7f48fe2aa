package io.patchbay.server.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts, adopts and stops the server process of one data folder. A server that outlived a killed service is adopted
/// when it runs with the very same settings, which saves its restart; otherwise it is stopped first.
final class Postmaster {
    /// How long backends of a killed server may take to notice.
    private static final long DYING_SECONDS = 60;

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final Privileges privileges;
    private final List<String> settings;

    Postmaster(DataFolder folder, PostgresBinaries binaries, Privileges privileges, List<String> settings) {
        this.folder = folder;
        this.binaries = binaries;
        this.privileges = privileges;
        this.settings = settings;
    }

    /// @param process of the server, which may not be a child of ours
    record Running(ProcessHandle process, int port) {}

    /// @param port the wished one, or 0 for any
    Running start(int port) throws IOException, InterruptedException {
        Optional<PostmasterFile> left = PostmasterFile.of(folder.postgres());
        Optional<ProcessHandle> survivor = left.flatMap(PostmasterFile::process);
        if (survivor.isPresent()) {
            PostmasterFile file = left.orElseThrow();
            if (file.ready() && sameSettings(file.port())) {
                return new Running(survivor.get(), file.port());
            }
            requireOurs(survivor.get());
            stop(survivor.get());
        } else if (left.isPresent()) {
            left.get().disown();
            privileges.own(left.get().file());
        }
        return launch(port);
    }

    void stop(ProcessHandle process) throws IOException, InterruptedException {
        for (String mode : List.of("fast", "immediate")) {
            if (!process.isAlive()) {
                return;
            }
            Process stop =
                    run(binaries.program("pg_ctl").toString(), "stop", "-s", "-w", "-t", "8", "-m", mode, "-D", data());
            stop.waitFor(10, TimeUnit.SECONDS);
        }
        if (process.isAlive()) {
            throw new StartupProblem("PostgreSQL (process " + process.pid() + ") does not stop: see " + folder.log());
        }
    }

    /// Runs a program of PostgreSQL with its output in the log.
    Process run(String... command) throws IOException {
        return start(List.of(command));
    }

    private Running launch(int wished) throws IOException, InterruptedException {
        keepOneOldLog();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DYING_SECONDS);
        while (true) {
            int port = wished == 0 ? freePort() : wished;
            long logged = Files.size(folder.log());
            List<String> command = new ArrayList<>(Session.OF_ITS_OWN);
            command.add(binaries.program("postgres").toString());
            command.addAll(arguments(port));
            Process process = start(command);
            while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                if (PostmasterFile.of(folder.postgres())
                        .filter(PostmasterFile::ready)
                        .filter(file -> file.pid() == process.pid())
                        .isPresent()) {
                    return new Running(process.toHandle(), port);
                }
            }
            String said =
                    Files.readString(folder.log(), StandardCharsets.ISO_8859_1).substring((int) logged);
            boolean passing = said.contains("pre-existing shared memory block")
                    || (wished == 0 && said.contains("could not create any TCP/IP sockets"));
            if (!passing || System.nanoTime() > deadline) {
                throw new StartupProblem(
                        "PostgreSQL did not start and said: " + reason(said) + " (more in " + folder.log() + ").");
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
    }

    private Process start(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(privileges.prefix());
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(binaries.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", data(), "-p", Integer.toString(port)));
        arguments.addAll(settings);
        return arguments;
    }

    private boolean sameSettings(int port) throws IOException {
        StringBuilder expected =
                new StringBuilder(binaries.program("postgres").toRealPath().toString());
        arguments(port)
                .forEach(argument -> expected.append(" \"").append(argument).append('"'));
        return opts().equals(expected.toString());
    }

    private void requireOurs(ProcessHandle survivor) throws IOException {
        if (!opts().contains("\"cluster_name=patchbay\"")) {
            throw new StartupProblem("A PostgreSQL that Patchbay did not start (process " + survivor.pid()
                    + ") runs on " + data() + ": stop it first.");
        }
    }

    /// The command line of the server, as it wrote it down itself.
    private String opts() throws IOException {
        Path opts = folder.postgres().resolve("postmaster.opts");
        return Files.exists(opts) ? Files.readString(opts).strip() : "";
    }

    private String data() {
        return folder.postgres().toString();
    }

    private void keepOneOldLog() throws IOException {
        if (Files.exists(folder.log())) {
            Files.move(
                    folder.log(), folder.log().resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(folder.log(), DataFolder.PRIVATE);
    }

    private static String reason(String log) {
        return log.lines()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
                .reduce((first, last) -> last)
                .or(() -> log.lines().reduce((first, last) -> last))
                .orElse("nothing");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
