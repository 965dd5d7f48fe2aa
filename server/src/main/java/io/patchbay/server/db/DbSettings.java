package io.patchbay.server.db;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// What an operator can say about the database.
///
/// @param data folder of the embedded server (`patchbay.data`)
/// @param cache folder of its unpacked binaries (`patchbay.cache`)
/// @param external another server instead of the embedded one (`patchbay.database.url`, `.user`, `.password`)
/// @param connections size of the pool (`patchbay.database.connections`)
record DbSettings(Path data, Path cache, Optional<PostgresAddress> external, int connections) {
    DbSettings {
        data = data.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        if (connections < 2 || connections > 1000) {
            throw new StartupProblem("PATCHBAY_DATABASE_CONNECTIONS is " + connections + ": set it to 2 to 1000.");
        }
    }

    static DbSettings from(Config config) {
        Path data = Path.of(text(config, "patchbay.data").orElse("data"));
        return new DbSettings(
                data,
                cache(config, data),
                text(config, "patchbay.database.url")
                        .map(url -> PostgresAddress.parse(
                                url,
                                text(config, "patchbay.database.user"),
                                text(config, "patchbay.database.password"))),
                config.getOptionalValue("patchbay.database.connections", Integer.class)
                        .orElse(16));
    }

    /// Root's home is closed to the account that PostgreSQL may have to run as, so root has a public cache; the account
    /// of a daemon may have no home at all, so its cache lies beside the data.
    private static Path cache(Config config, Path data) {
        Optional<Path> ofUser = text(config, "XDG_CACHE_HOME")
                .map(Path::of)
                .or(() -> text(config, "HOME")
                        .or(() -> text(config, "user.home"))
                        .map(Path::of)
                        .filter(Files::isWritable)
                        .map(home -> home.resolve(".cache")));
        return text(config, "patchbay.cache").map(Path::of).orElseGet(() -> {
            if (Privileges.areRoots()) {
                return Path.of("/var/cache/patchbay");
            }
            return ofUser.map(cache -> cache.resolve("patchbay")).orElse(data.resolve("cache"));
        });
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }
}
