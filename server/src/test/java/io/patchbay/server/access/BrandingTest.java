package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class BrandingTest {
    private static final byte[] WEBP = "RIFF\u0010\0\0\0WEBPVP8 \0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Accounts accounts;
    private final String developer = Session.login();
    private final String app = Session.app(developer).id();

    BrandingTest(Accounts accounts) {
        this.accounts = accounts;
    }

    @Test
    void an_app_without_one_shows_its_name() {
        JsonNode branding = get().json();
        assertThat(branding.get("name").asText()).isEqualTo("test");
        assertThat(branding.get("color").isNull()).isTrue();
        assertThat(branding.get("logo").isNull()).isTrue();
    }

    @Test
    void what_is_read_can_be_put_again() {
        String logo = dataUrl("image/png", TestLogo.png());
        Answer put = put("{\"name\": \" Weather & <b>home</b> \", \"color\": \"#0F766E\", \"logo\": \"" + logo + "\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(put.json().get("name").asText()).isEqualTo("Weather & <b>home</b>");
        assertThat(put.json().get("color").asText()).isEqualTo("#0f766e");
        assertThat(put.json().get("logo").asText()).isEqualTo(logo);
        assertThat(get().json()).isEqualTo(put.json());
        assertThat(put(get().text()).json()).isEqualTo(put.json());
    }

    @Test
    void what_is_left_out_is_taken_away() {
        put("{\"name\": \"Other\", \"color\": \"#0f766e\", \"logo\": \"" + base64(TestLogo.jpeg()) + "\"}");
        JsonNode branding = put("{}").json();
        assertThat(branding.get("name").asText()).isEqualTo("test");
        assertThat(branding.get("color").isNull()).isTrue();
        assertThat(branding.get("logo").isNull()).isTrue();
    }

    @Test
    void a_picture_is_what_its_bytes_say() {
        assertThat(logo(base64(TestLogo.jpeg()))).startsWith("data:image/jpeg;base64,");
        assertThat(logo(base64(WEBP))).startsWith("data:image/webp;base64,");
        assertThat(logo(dataUrl("image/svg+xml", TestLogo.png()))).startsWith("data:image/png;base64,");
    }

    @Test
    void drawings_that_can_hold_scripts_are_refused() {
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
        Answer refused = put("{\"logo\": \"" + dataUrl("image/png", svg) + "\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("must be a PNG, JPEG or WebP picture");
    }

    @Test
    void a_logo_has_a_hundred_kilobytes_at_most() {
        byte[] most = Arrays.copyOf(TestLogo.png(), 100 * 1024);
        assertThat(put("{\"logo\": \"" + base64(most) + "\"}").status()).isEqualTo(200);
        Answer refused = put("{\"logo\": \"" + base64(Arrays.copyOf(most, most.length + 1)) + "\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("100 KB");
    }

    @Test
    void all_problems_are_said_at_once_and_nothing_changes() {
        put("{\"name\": \"Kept\"}");
        Answer refused = put("{\"name\": \"" + "x".repeat(61) + "\", \"color\": \"teal\", \"logo\": \"no base64!\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("problems").findValuesAsText("field")).containsExactly("name", "color", "logo");
        assertThat(get().json().get("name").asText()).isEqualTo("Kept");
    }

    @ParameterizedTest
    @CsvSource({"name,\"a\\nb\"", "name,7", "color,\"#fff\"", "color,[]", "logo,true", "logo,\"data:image/png\""})
    void what_is_no_branding_is_refused_at_its_field(String field, String value) {
        Answer refused = put("{\"" + field + "\": " + value + "}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains(field);
    }

    @Test
    void another_accounts_app_is_not_found() {
        String email = UUID.randomUUID() + "@example.org";
        accounts.ensure(email, "a password of its own");
        String other = Session.login(email, "a password of its own");
        assertThat(Call.get(path(app)).token(other).send().status()).isEqualTo(404);
        assertThat(Call.of("PUT", path(app))
                        .token(other)
                        .json("{\"name\": \"Mine now\"}")
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(get().json().get("name").asText()).isEqualTo("test");
        assertThat(Call.get(path(UUID.randomUUID().toString()))
                        .token(developer)
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_apps_own_token_does_not_brand_it() {
        String token = Session.token("connctd.connector");
        assertThat(Call.get(path(app)).token(token).send().status()).isEqualTo(403);
    }

    private String logo(String given) {
        return put("{\"logo\": \"" + given + "\"}").json().get("logo").asText();
    }

    private Answer get() {
        return Call.get(path(app)).token(developer).send();
    }

    private Answer put(String body) {
        return Call.of("PUT", path(app)).token(developer).json(body).send();
    }

    private static String path(String app) {
        return "/api/v1/apps/" + app + "/branding";
    }

    private static String dataUrl(String type, byte[] content) {
        return "data:" + type + ";base64," + base64(content);
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
