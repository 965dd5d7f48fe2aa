package io.patchbay.simulators;

import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The demo app's receiver of webhooks: takes what is signed with its secret and is not old, as
/// https://www.standardwebhooks.com asks, and counts it. `POST /simulator/secret` gives it the secret,
/// `GET /simulator/received` tells how many deliveries it took. From any thread.
public final class DemoReceiver extends Simulator {
    public static final String EVENTS = "/events";
    static final String SECRET = "/simulator/secret";

    private static final int TOLERANCE_SECONDS = 300;
    private static final Pattern SECRETS = Pattern.compile("whsec_([A-Za-z0-9+/=]{24,128})");

    private final LongAdder received = new LongAdder();
    private final InstantSource clock;
    private volatile byte[] key = {};

    /// @param port 0 for a free one
    public DemoReceiver(int port, InstantSource clock) {
        super(port);
        this.clock = clock;
        post(EVENTS, this::event);
        post(SECRET, this::secret);
        get("/simulator/received", _ -> Response.json("{\"received\":" + received.sum() + "}"));
    }

    /// How many deliveries it took.
    public long received() {
        return received.sum();
    }

    private Response secret(Request request) {
        Matcher secret = SECRETS.matcher(request.text());
        if (!secret.matches()) {
            return Response.json(400, "{\"error\":\"send the secret alone, whsec_ and base64\"}");
        }
        key = Base64.getDecoder().decode(secret.group(1));
        return Response.empty(204);
    }

    private Response event(Request request) {
        if (!genuine(request)) {
            return Response.json(400, "{\"error\":\"the signature is not by the secret that this receiver knows\"}");
        }
        received.increment();
        return Response.empty(204);
    }

    private boolean genuine(Request request) {
        String sent = request.header("webhook-timestamp").orElse("");
        if (key.length == 0
                || !sent.matches("\\d{1,12}")
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(sent)) > TOLERANCE_SECONDS) {
            return false;
        }
        byte[] mine =
                bytes("v1," + signature(request.header("webhook-id").orElse("") + "." + sent + ".", request.body()));
        return Stream.of(request.header("webhook-signature").orElse("").split(" "))
                .anyMatch(one -> MessageDigest.isEqual(bytes(one), mine));
    }

    private String signature(String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(bytes(start));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
