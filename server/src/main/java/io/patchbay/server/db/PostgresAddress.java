package io.patchbay.server.db;

import io.patchbay.connector.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a PostgreSQL database is and how to log in.
///
/// @param url as the JDBC driver takes it
record PostgresAddress(Secret url, Optional<String> user, Optional<Secret> password) {
    /// libpq's names of what the JDBC driver calls otherwise,
    /// https://www.postgresql.org/docs/current/libpq-connect.html
    private static final Map<String, String> NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "target_session_attrs", "targetServerType");

    /// Takes `jdbc:postgresql://host/db?...` and `postgres://user:password@host:port/db?...`.
    static PostgresAddress parse(String url, Optional<String> user, Optional<String> password) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresAddress(new Secret(url), user, password.map(Secret::new));
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw malformed();
        }
        try {
            URI uri = URI.create(url);
            String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
            int at = authority.lastIndexOf('@');
            String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
            String path = Optional.ofNullable(uri.getRawPath()).orElse("");
            String query = Optional.ofNullable(uri.getRawQuery())
                    .map(q -> "?" + renamed(q))
                    .orElse("");
            String jdbc = "jdbc:postgresql://" + authority.substring(at + 1) + (path.isEmpty() ? "/" : path) + query;
            return new PostgresAddress(
                    new Secret(jdbc),
                    user.or(() -> Stream.of(login).findFirst().map(PostgresAddress::decoded)),
                    password.or(() -> Stream.of(login).skip(1).findFirst().map(PostgresAddress::decoded))
                            .map(Secret::new));
        } catch (IllegalArgumentException e) {
            throw malformed(); // without the cause, whose message repeats the address and with it the password
        }
    }

    private static String renamed(String query) {
        return Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> NAMES.getOrDefault(pair[0], pair[0]) + (pair.length > 1 ? "=" + pair[1] : ""))
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StartupProblem malformed() {
        return new StartupProblem("PATCHBAY_DATABASE_URL is not an address of PostgreSQL: write it as"
                + " postgres://user:password@host:5432/database or jdbc:postgresql://host:5432/database"
                + " (special characters of the password percent-encoded).");
    }
}
