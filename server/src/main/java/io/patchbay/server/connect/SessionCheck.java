package io.patchbay.server.connect;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.Connecting;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.link.Consents;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at what an app asks a session for, and tells all that is wrong at once.
@Singleton
final class SessionCheck {
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_URL = 2000;

    private final Catalogue catalogue;
    private final Instances instances;
    private final Connecting connecting;

    SessionCheck(Catalogue catalogue, Instances instances, Connecting connecting) {
        this.catalogue = catalogue;
        this.instances = instances;
        this.connecting = connecting;
    }

    /// @param types  never empty
    /// @param client to be connected again
    record Wanted(String subject, List<String> types, URI returnUrl, Optional<UUID> client) {}

    /// @throws ApiException 400 with every problem; 404 if the subject has no such client, 409 if it needs nothing of
    ///     its customer
    Wanted check(AppId app, SessionRoutes.NewSession body) {
        List<Problem> problems = new ArrayList<>();
        String subject = body.subject() == null ? "" : body.subject();
        if (body.subject() == null) {
            problems.add(new Problem("subject", "is missing"));
        } else if (subject.isBlank() || subject.length() > LONGEST_SUBJECT || subject.indexOf('\0') >= 0) {
            problems.add(new Problem(
                    "subject", "must be an end customer's id of at most " + LONGEST_SUBJECT + " characters"));
        }
        Optional<URI> back = returnUrl(body.returnUrl(), problems);
        Optional<UUID> client = client(body.clientId(), problems);
        List<String> types = types(app, body.connectorTypes(), client.isPresent(), problems);
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
        return client.map(
                        id -> new Wanted(subject, List.of(again(app, subject, id, types)), back.orElseThrow(), client))
                .orElseGet(() -> new Wanted(subject, types, back.orElseThrow(), Optional.empty()));
    }

    private static Optional<URI> returnUrl(@Nullable String given, List<Problem> problems) {
        if (given == null) {
            problems.add(new Problem("return_url", "is missing"));
            return Optional.empty();
        }
        URI url = parse(given);
        String scheme =
                url == null || url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url == null || url.getHost() == null || !Set.of("http", "https").contains(scheme)) {
            problems.add(new Problem("return_url", "must be an absolute URL that starts with http or https"));
        } else if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            problems.add(new Problem("return_url", "must have neither user information nor a fragment"));
        } else if (given.length() > LONGEST_URL) {
            problems.add(new Problem("return_url", "is longer than " + LONGEST_URL + " characters"));
        }
        return Optional.ofNullable(url);
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static Optional<UUID> client(@Nullable String given, List<Problem> problems) {
        if (given == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(given));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("client_id", "must be the id of a connector client"));
            return Optional.empty();
        }
    }

    /// @param free whether none need be known, because a client is named
    private List<String> types(
            AppId app, @Nullable List<@Nullable String> given, boolean free, List<Problem> problems) {
        if (given == null || given.isEmpty()) {
            List<String> all = catalogue.all().stream()
                    .map(Technology::typeId)
                    .filter(type -> instances.idOf(app, type).isPresent())
                    .toList();
            if (all.isEmpty() && !free) {
                problems.add(new Problem(
                        "connector_types",
                        "is left out, but this app has no connector instance yet; create one with"
                                + " POST /api/v1/connectors/instances"));
            }
            return free ? List.of() : all;
        }
        List<String> types = given.stream().map(String::valueOf).distinct().toList();
        List<String> unknown =
                types.stream().filter(type -> catalogue.byType(type).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            problems.add(new Problem(
                    "connector_types", "names no connector type with " + quoted(unknown) + "; known are " + known()));
        }
        List<String> without = types.stream()
                .filter(type -> catalogue.byType(type).isPresent())
                .filter(type -> instances.idOf(app, type).isEmpty())
                .toList();
        if (!without.isEmpty()) {
            problems.add(new Problem(
                    "connector_types",
                    "names " + quoted(without) + ", of which this app has no connector instance; create it with"
                            + " POST /api/v1/connectors/instances"));
        }
        return types;
    }

    private String again(AppId app, String subject, UUID client, List<String> types) {
        Connecting.Connected found = connecting
                .find(app, subject, client)
                .orElseThrow(() -> ApiException.notFound("connector client of this subject"));
        if (!types.isEmpty() && !types.equals(List.of(found.typeId()))) {
            throw ApiException.invalid(List.of(new Problem(
                    "connector_types", "must be [\"" + found.typeId() + "\"], the client's, or be left out")));
        }
        Technology technology = catalogue.byType(found.typeId()).orElseThrow();
        if (!Consents.customerNeeded(technology)) {
            throw ApiException.conflict("Clients of \"" + found.typeId() + "\" need nothing of their customer.");
        }
        return found.typeId();
    }

    private String known() {
        return catalogue.all().stream().map(Technology::typeId).collect(Collectors.joining(", "));
    }

    private static String quoted(List<String> names) {
        return names.stream()
                .map(name -> '"' + (name.length() > 50 ? name.substring(0, 50) + "…" : name) + '"')
                .collect(Collectors.joining(", "));
    }
}
