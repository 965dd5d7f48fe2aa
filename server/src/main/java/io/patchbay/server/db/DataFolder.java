package io.patchbay.server.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/// The data folder, claimed by this process for as long as it lives: the system drops the lock with the process, so a
/// killed service leaves none behind.
final class DataFolder implements AutoCloseable {
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// @throws StartupProblem if another service uses the folder or another version made it; it is untouched then
    static DataFolder claim(Path folder) {
        try {
            Files.createDirectories(folder.getParent());
            if (!Files.exists(folder)) {
                Files.createDirectory(folder, PRIVATE_FOLDER);
            }
            requireOurVersion(folder);
            return new DataFolder(folder.toRealPath(), lock(folder));
        } catch (IOException e) {
            throw new StartupProblem(
                    "The data folder " + folder + " cannot be used (" + e
                            + "): make it writable or set PATCHBAY_DATA to another.",
                    e);
        }
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path password() {
        return folder.resolve("postgres.password");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    Path path() {
        return folder;
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0).write(ByteBuffer.wrap(pid));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process, which is as much in use as by another
        }
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid);
        channel.close();
        throw new StartupProblem("The data folder " + folder + " is in use by another Patchbay (process "
                + StandardCharsets.US_ASCII.decode(pid.flip()) + "): stop that one or set PATCHBAY_DATA to another"
                + " folder.");
    }

    private static void requireOurVersion(Path folder) throws IOException {
        Path postgres = folder.resolve("postgres");
        Path version = postgres.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String major = Files.readString(version).strip();
            if (!major.equals(PostgresBinaries.MAJOR)) {
                throw new StartupProblem("The data in " + postgres + " belongs to PostgreSQL " + major
                        + ", but this Patchbay runs PostgreSQL " + PostgresBinaries.MAJOR
                        + ": start the Patchbay that made it, or move the data with pg_dump and pg_restore.");
            }
        } else if (Files.isDirectory(postgres)) {
            try (Stream<Path> files = Files.list(postgres)) {
                if (files.findAny().isPresent()) {
                    throw new StartupProblem("The folder " + postgres + " holds files that are not PostgreSQL's:"
                            + " move them away or set PATCHBAY_DATA to another folder.");
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
