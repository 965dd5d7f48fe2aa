package io.patchbay.server.history;

import static io.patchbay.server.history.LoggedProperty.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which values come out.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class FilterTest {
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
    private static final String ALL = "from=2020-01-01T00:00:00Z&";

    private final Db db;

    FilterTest(Db db) {
        this.db = db;
    }

    private LoggedProperty logged(String type, String... values) {
        LoggedProperty property = new LoggedProperty(db, type);
        for (int i = 0; i < values.length; i++) {
            property.add(property.series, day.plusSeconds(i), Duration.ZERO, values[i]);
        }
        return property;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gt=9          | 10 100
            gte=10        | 10 100
            lt=9          | -3.5
            lte=9         | -3.5 9
            eq=9.0        | 9
            neq=9         | -3.5 10 100
            in=9,1e2      | 9 100
            gt=-4&lt=10   | -3.5 9
            gt=9&in=9,10  | 10
            """)
    void numbers_are_compared_as_numbers(String filters, String expected) {
        LoggedProperty property = logged("NUMBER", "-3.5", "9", "10", "100");
        assertThat(property.values(ALL + filters)).containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eq=rain            | rain
            neq=rain           | light rain;snow, rain;50%;5
            in=rain,5          | rain;5
            in=snow\\, rain,5  | snow, rain;5
            like=%rain         | rain;light rain;snow, rain
            like=_             | 5
            like=%\\%          | 50%
            like=%a%&neq=rain  | light rain;snow, rain
            """)
    void texts_are_compared_as_texts(String filters, String expected) {
        LoggedProperty property = logged("STRING", "rain", "light rain", "snow, rain", "50%", "5");
        StringBuilder query = new StringBuilder(ALL);
        for (String filter : filters.split("&", -1)) {
            String[] parts = filter.split("=", 2);
            query.append('&').append(parts[0]).append('=').append(encoded(parts[1]));
        }
        assertThat(property.values(query.toString())).containsExactly(expected.split(";", -1));
    }

    @Test
    void an_empty_text_is_a_text() {
        LoggedProperty property = logged("STRING", "", "a");
        assertThat(property.values(ALL + "eq=")).containsExactly("");
        assertThat(property.values(ALL + "neq=")).containsExactly("a");
    }

    @Test
    void booleans_are_true_or_false() {
        LoggedProperty property = logged("BOOLEAN", "true", "false", "true");
        assertThat(property.values(ALL + "eq=true")).containsExactly("true", "true");
        assertThat(property.values(ALL + "neq=true")).containsExactly("false");
        assertThat(property.values(ALL + "in=true,false")).hasSize(3);
        assertThat(property.problems("eq=")).containsExactly("eq");
        assertThat(property.problems("eq=yes&gt=true&like=t%25")).containsExactlyInAnyOrder("eq", "gt", "like");
    }

    @Test
    void what_does_not_fit_the_type_is_refused() {
        LoggedProperty number = logged("NUMBER");
        assertThat(number.problems("gt=a&gte=&lt=1,5&lte=NaN&eq=x&neq=true&in=1,b&like=1%25"))
                .containsExactlyInAnyOrder("gt", "gte", "lt", "lte", "eq", "neq", "in", "like");
        assertThat(number.problems("in=" + "1,".repeat(100) + "1")).containsExactly("in");
        LoggedProperty text = logged("STRING");
        assertThat(text.problems("gt=1&gte=1&lt=1&lte=1&eq=%00&like=%25%5C"))
                .containsExactlyInAnyOrder("gt", "gte", "lt", "lte", "eq", "like");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eq=x' or 'a'='a", "like=x' or 'a' like 'a", "in=x') or value in ('a"})
    void what_was_sent_is_never_a_part_of_the_statement(String filter) {
        LoggedProperty property = logged("STRING", "a");
        String[] parts = filter.split("=", 2);
        assertThat(property.values(ALL + parts[0] + "=" + encoded(parts[1]))).isEmpty();
    }

    @Test
    void pages_keep_the_filter() {
        LoggedProperty property = logged("NUMBER", "1", "5", "2", "6", "3", "7");
        assertThat(property.pages(ALL + "gte=5&limit=2", row -> row.get("value").asText(), () -> {}))
                .containsExactly(List.of("5", "6"), List.of("7"));
    }
}
