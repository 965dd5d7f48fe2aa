package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.FreshDatabase;
import io.patchbay.server.connect.Places.Outcome;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The search of places, against the simulated geocoder.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class PlacesTest {
    private final Places places;
    private final byte[] session = fresh();

    PlacesTest(Places places) {
        this.places = places;
    }

    @Test
    void a_town_is_found_by_its_name() {
        assertThat(places.search(session, "  reykjavik "))
                .isEqualTo(found(new Place("Reykjavík", "IS", "64.146", "-21.9422")));
    }

    @Test
    void what_stands_behind_a_comma_chooses_among_places_of_a_name() {
        assertThat(names("Portland")).containsExactly("Portland, Oregon, US", "Portland, Maine, US");
        assertThat(names("Portland, maine")).containsExactly("Portland, Maine, US");
        assertThat(names("Portland, Oregon")).containsExactly("Portland, Oregon, US");
        assertThat(names("Berlin,DE")).containsExactly("Berlin, DE");
        assertThat(names("Berlin, nowhere")).containsExactly("Berlin, DE");
    }

    @Test
    void nothing_is_found_where_there_is_nothing() {
        assertThat(names("Atlantis")).isEmpty();
        assertThat(names("x".repeat(Places.LONGEST + 1))).isEmpty();
        for (String none : new String[] {"", " ", "B"}) {
            assertThat(places.search(session, none)).as(none).isEqualTo(new Outcome.TooShort());
        }
    }

    @Test
    void a_session_searches_so_often_but_what_is_known_costs_nothing() {
        places.search(fresh(), "Oslo");
        for (int i : IntStream.range(0, Places.MOST_PER_SESSION).toArray()) {
            assertThat(places.search(session, "nowhere " + i)).isInstanceOf(Outcome.Found.class);
        }
        assertThat(places.search(session, "Nairobi")).isEqualTo(new Outcome.TooMany());
        assertThat(names("Oslo")).containsExactly("Oslo, NO");
        assertThat(places.search(fresh(), "Nairobi")).isInstanceOf(Outcome.Found.class);
    }

    private static Outcome found(Place... places) {
        return new Outcome.Found(List.of(places));
    }

    private List<String> names(String query) {
        Outcome outcome = places.search(session, query);
        assertThat(outcome).isInstanceOf(Outcome.Found.class);
        return outcome instanceof Outcome.Found(List<Place> found)
                ? found.stream().map(Place::words).toList()
                : List.of();
    }

    private static byte[] fresh() {
        return UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    }
}
