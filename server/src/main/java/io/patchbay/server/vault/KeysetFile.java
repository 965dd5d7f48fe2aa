package io.patchbay.server.vault;

import io.patchbay.server.db.StartupProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/// The keyset's file, in Tink's JSON form and readable by its owner only. It is there as a whole or not at all, and on
/// the disk before anything is sealed with it.
record KeysetFile(Path path) {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    KeysetFile {
        path = path.toAbsolutePath().normalize();
    }

    boolean exists() {
        return Files.exists(path);
    }

    Keyset read() {
        try {
            return Keyset.parse(Files.readString(path));
        } catch (IOException | GeneralSecurityException e) {
            throw new StartupProblem(
                    "The keyset " + path + " cannot be read: put it back from a backup, readable by this account.", e);
        }
    }

    /// Makes the file with a first key. Two services that do so at once get the same one.
    Keyset make() {
        try {
            Files.createDirectories(folder(), PRIVATE_FOLDER);
            Path half = half(Keyset.fresh());
            try {
                Files.createLink(path, half); // unlike a move, never replaces
                flushFolder();
            } catch (FileAlreadyExistsException e) {
                return read();
            } finally {
                Files.delete(half);
            }
            return read();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void replace(Keyset keyset) {
        try {
            Files.move(half(keyset), path, StandardCopyOption.ATOMIC_MOVE);
            flushFolder();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Path half(Keyset keyset) throws IOException {
        Path half = Files.createTempFile(folder(), "keyset-", ".new", PRIVATE);
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(keyset.json().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return half;
    }

    private void flushFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(folder())) {
            folder.force(true);
        }
    }

    private Path folder() {
        return path.resolveSibling("");
    }

    private StartupProblem unwritable(IOException e) {
        return new StartupProblem(
                "The keyset " + path + " cannot be written (" + e + "): make its folder writable.", e);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
