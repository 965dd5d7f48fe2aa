package io.patchbay.server.db;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts, adopts and stops the server process of one data folder. A server that outlived a killed service is adopted
/// when it runs with the very same settings, which saves its restart; otherwise it is stopped first.
final class Postmaster {
    private static final System.Logger LOG = System.getLogger(Postmaster.class.getName());

    /// How long backends of a killed server may take to notice.
    private static final Duration DYING = Duration.ofSeconds(60);

    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration SLOW = Duration.ofSeconds(10);

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
            if (ended(process)) {
                return;
            }
            run("pg_ctl", "stop", "-s", "-w", "-t", "8", "-m", mode, "-D", data())
                    .waitFor(10, TimeUnit.SECONDS);
        }
        if (!ended(process)) {
            throw new StartupProblem("PostgreSQL (process " + process.pid() + ") does not stop: see " + folder.log());
        }
    }

    /// PostgreSQL removes its file as the last thing it does. The process may be seen for longer, until its parent,
    /// which need not be this one, has taken note.
    private boolean ended(ProcessHandle process) throws IOException {
        return !process.isAlive()
                || PostmasterFile.of(folder.postgres())
                        .filter(file -> file.pid() == process.pid())
                        .isEmpty();
    }

    /// Runs a program of PostgreSQL with its output in the log.
    Process run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(binaries.program(program).toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    private Running launch(int wished) throws IOException, InterruptedException {
        keepOneOldLog();
        long deadline = System.nanoTime() + DYING.toNanos();
        while (true) {
            int port = wished == 0 ? freePort() : wished;
            long logged = Files.size(folder.log());
            List<String> command = new ArrayList<>(Session.OF_ITS_OWN);
            command.add(binaries.program("postgres").toString());
            command.addAll(arguments(port));
            Process process = start(command);
            if (becameReady(process)) {
                return new Running(process.toHandle(), port);
            }
            String said =
                    Files.readString(folder.log(), StandardCharsets.ISO_8859_1).substring((int) logged);
            boolean passing = said.contains("pre-existing shared memory block")
                    || (wished == 0 && said.contains("could not create any TCP/IP sockets"));
            if (!passing || System.nanoTime() > deadline) {
                throw new StartupProblem(
                        "PostgreSQL did not start and said: " + reason(said) + " (more in " + folder.log() + ").");
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    /// However long it takes to recover from a crash: giving up would only make it start over.
    private boolean becameReady(Process process) throws IOException, InterruptedException {
        long slow = System.nanoTime() + SLOW.toNanos();
        boolean reported = false;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            if (PostmasterFile.of(folder.postgres())
                    .filter(PostmasterFile::ready)
                    .filter(file -> file.pid() == process.pid())
                    .isPresent()) {
                return true;
            }
            if (!reported && System.nanoTime() > slow) {
                LOG.log(
                        Level.INFO,
                        "PostgreSQL is recovering from a crash; this ends when it has, see " + folder.log());
                reported = true;
            }
        }
        return false;
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
        if (!Files.exists(folder.log())) {
            Files.createFile(folder.log(), DataFolder.PRIVATE);
        }
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
