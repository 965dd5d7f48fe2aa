package io.patchbay.simulators;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The demo app's credentials, kept in a file that only its owner can read, so that a second demo on the same
/// data is the same app.
record DemoCredentials(String clientId, String clientSecret) {
    private static final JsonMapper JSON = new JsonMapper();

    static Optional<DemoCredentials> read(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(JSON.readValue(file.toFile(), DemoCredentials.class))
                : Optional.empty();
    }

    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(fresh);
        // with its mode from the beginning: a file is never readable by others for a moment
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, JSON.writeValueAsBytes(this));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return "DemoCredentials[" + clientId + "]";
    }
}
