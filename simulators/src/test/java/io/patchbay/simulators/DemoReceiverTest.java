package io.patchbay.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoReceiverTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final byte[] KEY = "a key of twenty-four bytes".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private final DemoReceiver receiver = new DemoReceiver(0, () -> NOW);

    @AfterEach
    void close() {
        receiver.close();
        http.close();
    }

    @Test
    void what_is_signed_with_the_secret_and_fresh_is_taken() throws Exception {
        assertThat(event(NOW, KEY)).as("before the secret is known").isEqualTo(400);
        assertThat(post(DemoReceiver.SECRET, "whsec_" + Base64.getEncoder().encodeToString(KEY), NOW, ""))
                .isEqualTo(204);
        assertThat(event(NOW, KEY)).isEqualTo(204);
        assertThat(event(NOW, "another key of as many bytes".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(400);
        assertThat(event(NOW.minusSeconds(301), KEY)).isEqualTo(400);
        assertThat(receiver.received()).isEqualTo(1);
    }

    @Test
    void what_is_no_secret_is_refused() throws Exception {
        assertThat(post(DemoReceiver.SECRET, "secret", NOW, "")).isEqualTo(400);
    }

    private int event(Instant sent, byte[] key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(("m-1." + sent.getEpochSecond() + ".{}").getBytes(StandardCharsets.UTF_8));
        String signature = "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
        return post(DemoReceiver.EVENTS, "{}", sent, signature);
    }

    private int post(String path, String body, Instant sent, String signature)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.url() + path))
                .header("webhook-id", "m-1")
                .header("webhook-timestamp", "" + sent.getEpochSecond())
                .header("webhook-signature", "v1,other " + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
