package io.patchbay.server.db;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of PostgreSQL, unpacked once per version into the cache folder.
///
/// @param folder with `bin`, `lib` and `share`
record PostgresBinaries(Path folder) {
    /// The major version in the class path; `PG_VERSION` of a data folder has to say the same.
    static final String MAJOR = "18";

    static PostgresBinaries unpack(Path cache) {
        try {
            byte[] archive = archive();
            Path folder = cache.resolve("postgresql-" + MAJOR + "-" + hash(archive));
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(cache);
                Path half = Files.createTempDirectory(cache, "unpacking-");
                unpack(archive, half);
                Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
                moveUnlessDone(half, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException e) {
            throw new StartupProblem(
                    "PostgreSQL could not be unpacked into " + cache + " (" + e.getMessage()
                            + "): set PATCHBAY_CACHE to a folder that can be written, or PATCHBAY_DATABASE_URL.",
                    e);
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system.startsWith("Mac") ? "Darwin" : system, machine)) {
            return stream.readAllBytes();
        } catch (IllegalStateException | NullPointerException e) {
            throw new StartupProblem(
                    "There is no embedded PostgreSQL for " + system + " on " + machine
                            + ": set PATCHBAY_DATABASE_URL to a PostgreSQL 15 or newer.",
                    e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("an entry points outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /// Two services may unpack at once; the second one's work is thrown away.
    private static void moveUnlessDone(Path half, Path folder) throws IOException {
        try {
            Files.move(half, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Trees.delete(half);
        }
    }

    private static String hash(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
