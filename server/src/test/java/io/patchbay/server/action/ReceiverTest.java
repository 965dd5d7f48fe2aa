package io.patchbay.server.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.web.AddressGuard;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverTest {
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
                Receiver receiver = new Receiver(new AddressGuard(false), InstantSource.system())) {
            Receiver.Heard heard =
                    receiver.post(new Callbacks.Callback(callback.url("/"), key), "{}", Duration.ofSeconds(5));
            assertThat(heard)
                    .isInstanceOfSatisfying(
                            Receiver.Heard.Forbidden.class,
                            forbidden -> assertThat(forbidden.why()).contains("private"));
            assertThat(callback.received()).isEmpty();
        }
    }
}
