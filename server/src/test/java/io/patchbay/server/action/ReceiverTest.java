package io.patchbay.server.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.GuardedHttp;
import io.patchbay.server.web.Heard;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org/",
        "https://example.org:443/a, https://example.org/a",
        "https://example.org:80/a, https://example.org:80/a",
        "http://example.org:80?x=1, http://example.org/?x=1",
        "HTTP://example.org:8080/a%20b?c=%2F, http://example.org:8080/a%20b?c=%2F"
    })
    void the_signed_url_is_the_one_that_the_receiver_sees(String given, String seen) {
        assertThat(Receiver.seen(URI.create(given))).isEqualTo(seen);
    }

    @Test
    void an_address_that_has_become_private_since_it_was_registered_is_not_called() throws Exception {
        SigningKey key = SigningKey.of(SigningKey.fresh().privateKey());
        try (CallbackServer callback = new CallbackServer();
                GuardedHttp http = new GuardedHttp(AddressGuard.of(false), VERTX)) {
            Heard heard = new Receiver(http, InstantSource.system())
                    .post(new Callbacks.Callback(callback.url("/"), key), "{}", Duration.ofSeconds(5));
            assertThat(heard)
                    .isInstanceOfSatisfying(
                            Heard.Forbidden.class,
                            forbidden -> assertThat(forbidden.why()).contains("private"));
            assertThat(callback.received()).isEmpty();
        }
    }
}
