package io.patchbay.server.db;

import io.patchbay.connector.Secret;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// PostgreSQL as a child of the service, on the data folder that it claims. Test libraries start one too, but theirs
/// gives up durability, deletes folders and knows neither survivors nor restarts; only its binaries are used here.
///
/// A watcher starts a server that dies while the service runs again, on the same port, so that the pool recovers by
/// itself.
final class EmbeddedServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final String USER = "patchbay";

    private final DataFolder folder;
    private final Postmaster postmaster;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watcher = Thread.ofVirtual().name("postgres-watcher").unstarted(this::watch);
    private volatile Postmaster.Running running;

    private EmbeddedServer(DataFolder folder, Postmaster postmaster, Postmaster.Running running) {
        this.folder = folder;
        this.postmaster = postmaster;
        this.running = running;
    }

    static EmbeddedServer start(DbSettings settings) {
        DataFolder folder = DataFolder.claim(settings.data());
        try {
            return start(folder, settings, Privileges.find());
        } catch (IOException e) {
            folder.close();
            throw new StartupProblem("PostgreSQL could not be started in " + folder.path() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            folder.close();
            Thread.currentThread().interrupt();
            throw new StartupProblem("The start of PostgreSQL was interrupted.", e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    static EmbeddedServer start(DataFolder folder, DbSettings settings, Privileges privileges)
            throws IOException, InterruptedException {
        PostgresBinaries binaries = PostgresBinaries.unpack(settings.cache());
        Postmaster postmaster =
                new Postmaster(folder, binaries, privileges, ServerSettings.arguments(settings.connections()));
        if (!Files.exists(folder.postgres().resolve("PG_VERSION"))) {
            create(folder, binaries, privileges, postmaster);
        }
        privileges.own(folder.postgres());
        EmbeddedServer server = new EmbeddedServer(folder, postmaster, postmaster.start(0));
        server.watcher.start();
        return server;
    }

    PostgresAddress address() throws IOException {
        return new PostgresAddress(
                new Secret("jdbc:postgresql://127.0.0.1:" + running.port() + "/postgres"),
                Optional.of(USER),
                Optional.of(new Secret(Files.readString(folder.password()).strip())));
    }

    /// The whole folder appears at once, so a start that was killed in between leaves nothing half made.
    private static void create(
            DataFolder folder, PostgresBinaries binaries, Privileges privileges, Postmaster postmaster)
            throws IOException, InterruptedException {
        Path half = folder.path().resolve("postgres.new");
        Trees.delete(half);
        Files.createDirectory(half, DataFolder.PRIVATE_FOLDER);
        Files.deleteIfExists(folder.password());
        Files.createFile(folder.password(), DataFolder.PRIVATE);
        Files.writeString(folder.password(), randomPassword());
        privileges.own(folder.password());
        privileges.own(half);
        Process initdb = postmaster.run(
                binaries.program("initdb").toString(),
                "--pgdata=" + half,
                "--username=" + USER,
                "--pwfile=" + folder.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (initdb.waitFor() != 0) {
            throw new StartupProblem("PostgreSQL could not make its data folder: see " + folder.log() + ".");
        }
        Files.move(half, folder.postgres(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void watch() {
        boolean down = false;
        try {
            while (!stopping.await(200, TimeUnit.MILLISECONDS)) {
                if (running.process().isAlive()) {
                    continue;
                }
                if (!down) {
                    LOG.log(Level.WARNING, "PostgreSQL ended unexpectedly; it is started again");
                }
                down = !restarted(down);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean restarted(boolean reported) throws InterruptedException {
        try {
            running = postmaster.start(running.port());
            LOG.log(Level.INFO, "PostgreSQL runs again");
            return true;
        } catch (IOException | StartupProblem e) {
            if (!reported) {
                LOG.log(Level.ERROR, "PostgreSQL could not be started again, the next try follows: " + e.getMessage());
            }
            stopping.await(1, TimeUnit.SECONDS);
            return false;
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            watcher.join();
            postmaster.stop(running.process());
        } catch (IOException | StartupProblem e) {
            LOG.log(Level.ERROR, "PostgreSQL was not stopped, the next start takes care of it: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            folder.close();
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
