package io.patchbay.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.db.Db;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An app's thing with properties of all types, and a log of what they were, written as the service writes it.
final class LoggedProperty {
    private static final String THING = """
            {"name": "Box", "displayType": "BOX", "mainComponentId": "c", "components": [{
                "id": "c", "name": "C", "componentType": "BOX", "properties": [
                    {"id": "NUMBER", "name": "n", "value": "0", "type": "NUMBER", "unit": "°C", "propertyType": "T"},
                    {"id": "STRING", "name": "s", "value": "", "type": "STRING", "propertyType": "S"},
                    {"id": "BOOLEAN", "name": "b", "value": "false", "type": "BOOLEAN", "propertyType": "B"}]}]}""";

    private final Db db;
    final TestToken owner = TestToken.ofNewApp();
    final String token = owner.with(Scope.CONNECTOR, Scope.THINGS_READ);
    final UUID thing;
    final String path;
    final long series;

    /// @param property NUMBER, STRING or BOOLEAN: its id and its type
    LoggedProperty(Db db, String property) {
        this.db = db;
        Call.Answer made = Call.post("/api/v1/things")
                .token(token)
                .subject("anna")
                .json(THING)
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        thing = UUID.fromString(made.json().get("Id").asText());
        path = "/api/v1/things/" + thing + "/components/c/properties/" + property;
        series = db.read(h -> h.createQuery("select series from property where thing_id = :thing and id = :id")
                .bind("thing", thing)
                .bind("id", property)
                .mapTo(long.class)
                .one());
        db.run(tx -> tx.execute("delete from change_log where series = ?", series));
    }

    LoggedProperty add(String at, @Nullable String value) {
        return add(series, Instant.parse(at), Duration.ZERO, value);
    }

    /// @param late how long after it was so it was received
    LoggedProperty add(long of, Instant at, Duration late, @Nullable String value) {
        return add(of, at, at.plus(late), value);
    }

    LoggedProperty add(long of, Instant at, Instant received, @Nullable String value) {
        db.run(tx -> {
            String week = "date_trunc('week', timestamptz '" + received + "', 'UTC')";
            tx.execute("select pg_advisory_xact_lock(7283401)");
            tx.execute(
                    "do $$ begin if not exists (select from pg_class where relname = 'change_log_' || to_char(" + week
                            + " at time zone 'UTC', 'YYYY_MM_DD')) then execute format('create table %I partition of change_log"
                            + " for values from (%L) to (%L)', 'change_log_' || to_char(" + week
                            + " at time zone 'UTC', 'YYYY_MM_DD'), " + week + ", " + week
                            + " + interval '168 hours'); end if; end $$");
            tx.execute(
                    "insert into change_log (series, at, received, app_id, kind, value) values (?, ?, ?, ?, 1, ?)",
                    of,
                    at,
                    received,
                    owner.app().value(),
                    value);
        });
        return this;
    }

    /// A former series of the property.
    long former(String type, String unit) {
        return db.write(tx -> tx.createQuery("""
                        insert into series (app_id, subject, thing_id, component_id, property_id, property_type, unit, type, ended)
                        select app_id, subject, thing_id, component_id, property_id, property_type, :unit, :type, now()
                        from series where id = :series returning id
                        """)
                .bind("unit", unit)
                .bind("type", type)
                .bind("series", series)
                .mapTo(long.class)
                .one());
    }

    /// @param query without the question mark
    Call history(String query) {
        return Call.get(path + "/history?" + query).token(token);
    }

    JsonNode read(String query) {
        Call.Answer answer = history(query).send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    List<String> values(String query) {
        return texts(read(query), row -> row.get("value").asText());
    }

    /// The fields that are wrong.
    List<String> problems(String query) {
        Call.Answer answer = history(query).send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return texts(answer.json().get("problems"), row -> row.get("field").asText());
    }

    /// All pages from this one on, each as its rows.
    List<List<String>> pages(String query, Function<JsonNode, String> shown, Runnable between) {
        List<List<String>> pages = new ArrayList<>();
        for (String next = query; !next.isEmpty(); between.run()) {
            Call.Answer answer = history(next).send();
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            pages.add(texts(answer.json(), shown));
            next = next(answer);
        }
        return pages;
    }

    /// The query of the next page; empty if there is none.
    static String next(Call.Answer answer) {
        String link = answer.header("Link").replaceAll("[<>].*?|; rel=\"next\"", "");
        return link.isEmpty() ? "" : URI.create(link).getRawQuery();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static List<String> texts(JsonNode rows, Function<JsonNode, String> shown) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(shown.apply(row)));
        return texts;
    }
}
