package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Heard;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {
    private final WebhookCheck check = new WebhookCheck(AddressGuard.of(false));

    private static WebhookBody.New at(String url) {
        return new WebhookBody.New(url, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/told",
                "https://10.1.2.3/told",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]:8080/",
                "http://localhost/"
            })
    void an_address_that_is_not_public_is_refused_when_a_webhook_is_made_or_changed(String url) {
        assertThatThrownBy(() -> check.made(at(url)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("private");
        assertThatThrownBy(() -> check.changed(new WebhookBody.Changed(url, null, null, null)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("private");
    }

    @Test
    void a_public_address_is_taken() {
        assertThatCode(() -> check.made(at("https://8.8.8.8/told"))).doesNotThrowAnyException();
    }

    @Test
    void what_must_not_be_called_any_more_has_failed_with_the_reason() {
        Attempt attempt = new Attempt(
                new Message("evt_1", "{}", 1, 1, 1),
                new Heard.Forbidden("it names the host app.example.org, whose address is private"),
                Instant.EPOCH);
        assertThat(attempt.delivered()).isFalse();
        assertThat(attempt.error()).contains("was not called").contains("private");
    }
}
