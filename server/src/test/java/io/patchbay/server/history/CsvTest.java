package io.patchbay.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same as a table.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class CsvTest {
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
    private static final String ALL = "from=2020-01-01T00:00:00Z";

    private final Db db;

    CsvTest(Db db) {
        this.db = db;
    }

    private LoggedProperty logged(String type, String... values) {
        LoggedProperty property = new LoggedProperty(db, type);
        for (int i = 0; i < values.length; i++) {
            property.add(property.series, day.plusSeconds(i), Duration.ofSeconds(9), values[i]);
        }
        return property;
    }

    private static Call.Answer table(LoggedProperty property, String query) {
        Call.Answer answer =
                property.history(query).header("Accept", "text/csv").send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/csv").contains("charset=UTF-8");
        return answer;
    }

    private static List<List<String>> rows(Call.Answer answer) {
        return CsvReader.builder().ofCsvRecord(answer.text()).stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    @Test
    void it_has_both_times_value_unit_and_type() {
        LoggedProperty property = logged("NUMBER", "-7.5");
        property.add(property.series, day.plusSeconds(9), Duration.ZERO, null);
        assertThat(table(property, ALL).text())
                .isEqualTo("at,received,value,unit,type\r\n" + day + "," + day.plusSeconds(9) + ",-7.5,°C,NUMBER\r\n"
                        + day.plusSeconds(9) + "," + day.plusSeconds(9) + ",,°C,NUMBER\r\n");
    }

    @Test
    void texts_come_back_as_they_were() {
        String[] texts = {"a,b", "say \"no\"", "two\r\nlines", "", "°ü"};
        assertThat(rows(table(logged("STRING", texts), ALL)))
                .extracting(row -> row.get(2))
                .containsExactly("value", "a,b", "say \"no\"", "two\r\nlines", "", "°ü");
    }

    @Test
    void texts_that_a_spreadsheet_would_calculate_are_made_harmless() {
        String[] texts = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "1=1", "'=1"};
        assertThat(rows(table(logged("STRING", texts), ALL)))
                .extracting(row -> row.get(2))
                .containsExactly("value", "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", "1=1", "'=1");
    }

    @Test
    void without_a_limit_it_has_all_of_the_range() {
        LoggedProperty property = logged(
                "NUMBER", IntStream.range(0, 2345).mapToObj(Integer::toString).toArray(String[]::new));
        Call.Answer all = table(property, ALL);
        assertThat(rows(all).stream().skip(1).map(row -> row.get(2)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 2345).mapToObj(Integer::toString).toList());
        assertThat(all.header("Link")).isEmpty();
        assertThat(all.header("Content-Length")).isEmpty();
        assertThat(rows(table(property, ALL + "&order=desc&gte=2000"))).hasSize(346);
    }

    @Test
    void a_table_that_cannot_be_finished_does_not_look_like_a_whole_one() {
        LoggedProperty property = logged(
                "NUMBER", IntStream.range(0, 500).mapToObj(Integer::toString).toArray(String[]::new));
        property.add(property.series, day.plusSeconds(1500), Duration.ZERO, "spoilt"); // as no writer would
        String range = "to=" + day.plusSeconds(2000) + "&bucket=1s&from="; // the second page fails
        assertThatThrownBy(() -> table(property, range + day)).hasRootCauseInstanceOf(IOException.class);
        // before the first byte has left, it can still be said
        Call.Answer early = property.history(range + day.plusSeconds(499))
                .header("Accept", "text/csv")
                .send();
        assertThat(early.status()).isEqualTo(500);
        assertThat(early.json().get("error").asText()).isEqualTo("INTERNAL");
    }

    @Test
    void with_a_limit_it_has_pages() {
        LoggedProperty property = logged("NUMBER", "1", "2", "3");
        Call.Answer first = table(property, ALL + "&limit=2");
        assertThat(rows(first)).hasSize(3);
        assertThat(rows(table(property, LoggedProperty.next(first))))
                .extracting(row -> row.get(2))
                .containsExactly("value", "3");
    }

    @Test
    void buckets_are_a_table_too() {
        LoggedProperty property = logged("NUMBER", "1", "2", "4");
        String range = "from=" + day + "&to=" + day.plusSeconds(4000) + "&bucket=2s&aggregate=sum";
        assertThat(table(property, range).text())
                .isEqualTo("from,to,value,count,unit\r\n" + day + "," + day.plusSeconds(2) + ",3,2,°C\r\n"
                        + day.plusSeconds(2) + "," + day.plusSeconds(4) + ",4,1,°C\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                          | text/csv
            text/*                            | text/csv
            application/json                  | application/json
            */*                               | application/json
            text/csv, application/json;q=0.5  | text/csv
            text/csv;q=0.5, application/json  | application/json
            text/html, text/csv;q=0.1         | text/csv
            """)
    void the_caller_says_which(String accept, String type) {
        assertThat(logged("NUMBER", "1")
                        .history(ALL)
                        .header("Accept", accept)
                        .send()
                        .header("Content-Type"))
                .startsWith(type);
    }

    @Test
    void what_is_wrong_is_said_as_json() {
        Call.Answer answer =
                logged("NUMBER").history("limit=x").header("Accept", "text/csv").send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("problems")).hasSize(1);
        assertThat(logged("NUMBER")
                        .history("")
                        .header("Accept", "image/png")
                        .send()
                        .status())
                .isEqualTo(406);
    }
}
