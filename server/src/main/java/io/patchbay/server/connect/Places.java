package io.patchbay.server.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.vendor.Vendors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Finds towns by their name, so that nobody has to know coordinates: the geocoding of https://open-meteo.com, called
/// as its connector calls it, within the same limits. Answers are kept for an hour, for whoever asks for the same. Any
/// thread may call; a search blocks until the vendor has answered, 30 s at most.
@Singleton
final class Places {
    /// How often one session may search; each key press may be a search.
    static final int MOST_PER_SESSION = 60;

    static final int LONGEST = 100;

    private static final int SHORTEST = 2;
    private static final int SHOWN = 8;
    private static final String TYPE = "open-meteo";
    private static final String SEARCH = "https://geocoding-api.open-meteo.com/v1/search";
    private static final UUID NOBODYS = new UUID(0, 0);
    private static final Logger LOG = Logger.getLogger(Places.class);

    private final Optional<Technology> technology;
    private final Vendors vendors;
    private final ObjectMapper json;
    private final Cache<String, List<Place>> known;
    private final Cache<String, AtomicInteger> searches;

    Places(Catalogue catalogue, Vendors vendors, ObjectMapper json, InstantSource clock) {
        this.technology = catalogue.byType(TYPE);
        this.vendors = vendors;
        this.json = json;
        Caffeine<Object, Object> hour = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofHours(1))
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .executor(Runnable::run);
        this.known = hour.build();
        this.searches = hour.build();
    }

    /// What a search came to.
    sealed interface Outcome {
        /// The best first; none if the vendor knows none.
        record Found(List<Place> places) implements Outcome {}

        /// Nothing was asked for yet.
        record TooShort() implements Outcome {}

        /// The session has searched too often.
        record TooMany() implements Outcome {}

        /// The vendor did not answer, or has no place left within its limits.
        record Failed() implements Outcome {}
    }

    /// Whether there is anybody to ask.
    boolean offered() {
        return technology.isPresent();
    }

    /// @param session the hash of the one that it counts against, unless the answer is known
    /// @param query as it was typed: `Berlin`, `Portland, Oregon`, `10115`
    Outcome search(byte[] session, String query) {
        String asked = query.strip().replaceAll("\\s+", " ");
        if (asked.length() < SHORTEST) {
            return new Outcome.TooShort();
        }
        if (technology.isEmpty() || asked.length() > LONGEST) {
            return new Outcome.Found(List.of());
        }
        String key = asked.toLowerCase(Locale.ROOT);
        List<Place> before = known.getIfPresent(key);
        if (before != null) {
            return new Outcome.Found(before);
        }
        if (searches.get(HexFormat.of().formatHex(session), _ -> new AtomicInteger())
                        .incrementAndGet()
                > MOST_PER_SESSION) {
            return new Outcome.TooMany();
        }
        try {
            List<Place> found = ask(technology.get(), asked);
            known.put(key, found);
            return new Outcome.Found(found);
        } catch (ConnectorException | IOException e) {
            LOG.infof("a search for a place failed: %s", e.getMessage());
            return new Outcome.Failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed();
        }
    }

    /// The vendor knows names and postcodes. What stands behind a comma chooses among the places of that name.
    private List<Place> ask(Technology of, String asked) throws ConnectorException, IOException, InterruptedException {
        String[] parts = asked.split("\\s*,\\s*", 2);
        Call call = Call.get(SEARCH)
                .query("name", parts[0])
                .query("count", parts.length == 1 ? SHOWN : 50)
                .query("language", "en")
                .query("format", "json");
        Reply reply = vendors.forInstance(of, NOBODYS, configuration(of)).send(call);
        if (reply.status() != 200) {
            throw new IOException("status " + reply.status());
        }
        List<JsonNode> all = new ArrayList<>();
        json.readTree(reply.body()).path("results").forEach(all::add);
        List<JsonNode> there = parts.length == 1
                ? all
                : all.stream().filter(place -> liesIn(place, parts[1])).toList();
        return (there.isEmpty() ? all : there)
                .stream().flatMap(Places::place).limit(SHOWN).toList();
    }

    private static Config configuration(Technology of) throws IOException {
        return switch (of.description().instance().check(Map.of())) {
            case Checked.Valid(Config config) -> config;
            case Checked.Invalid invalid -> throw new IOException("needs a configuration: " + invalid.problems());
        };
    }

    private static boolean liesIn(JsonNode place, String where) {
        String wanted = where.toLowerCase(Locale.ROOT);
        return Stream.of("country_code", "country", "admin1", "admin2", "admin3")
                .map(key -> place.path(key).asText("").toLowerCase(Locale.ROOT))
                .anyMatch(text ->
                        !text.isEmpty() && (wanted.length() == 2 ? text.equals(wanted) : text.contains(wanted)));
    }

    private static Stream<Place> place(JsonNode found) {
        JsonNode latitude = found.path("latitude");
        JsonNode longitude = found.path("longitude");
        String name = found.path("name").asText("");
        if (!latitude.isNumber() || !longitude.isNumber() || name.isBlank()) {
            return Stream.of();
        }
        String country = found.path("country").asText(found.path("country_code").asText(""));
        List<String> where = Stream.of(found.path("admin1").asText(""), country)
                .filter(text -> !text.isBlank() && !text.equals(name))
                .distinct()
                .toList();
        return Stream.of(new Place(
                name,
                String.join(", ", where),
                latitude.decimalValue().toPlainString(),
                longitude.decimalValue().toPlainString()));
    }
}
