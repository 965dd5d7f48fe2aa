package io.patchbay.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Sends calls to a vendor that answers in JSON. Immutable; safe to use from any thread.
///
/// What is no answer in JSON with a status of success is sorted like this, unless [#on] says otherwise:
///
/// | status | failure |
/// |---|---|
/// | 2xx, but a web page or no JSON | `Unavailable` |
/// | 401, 403 | `Unauthorized` |
/// | 429; 503 with `Retry-After` | `Throttled` |
/// | 5xx | `Unavailable` |
/// | anything else | `Puzzled` |
public final class JsonHttp {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final VendorHttp http;
    private final InstantSource clock;
    private final Map<Integer, Function<Reply, Failure>> sorting;

    private JsonHttp(VendorHttp http, InstantSource clock, Map<Integer, Function<Reply, Failure>> sorting) {
        this.http = http;
        this.clock = clock;
        this.sorting = Map.copyOf(sorting);
    }

    public static JsonHttp over(VendorHttp http, InstantSource clock) {
        return new JsonHttp(http, clock, Map.of());
    }

    /// The same, but an answer with this status is what the function says.
    ///
    /// @param status not of success
    public JsonHttp on(int status, Function<Reply, Failure> failure) {
        Map<Integer, Function<Reply, Failure>> more = new HashMap<>(sorting);
        more.put(status, failure);
        return new JsonHttp(http, clock, more);
    }

    /// Sends one call and reads its answer. An answer without a body reads as [Json#isAbsent], except to a GET,
    /// where a body was asked for.
    public Json send(Call call) throws ConnectorException, InterruptedException {
        Reply reply = http.send(call);
        if (!success(reply)) {
            throw new ConnectorException(sort(call, reply));
        }
        if (reply.body().length == 0 && (reply.status() == 204 || !call.method().equals("GET"))) {
            return new Json(MissingNode.getInstance(), "$");
        }
        return parse(reply).orElseThrow(() -> new ConnectorException(new Failure.Unavailable(notJson(call, reply))));
    }

    /// The body of any answer, an error's as well; empty if it is not JSON.
    public static Optional<Json> parse(Reply reply) {
        try {
            JsonNode node = JSON.readTree(reply.body());
            return node.isMissingNode() ? Optional.empty() : Optional.of(new Json(node, "$"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Failure sort(Call call, Reply reply) {
        Function<Reply, Failure> own = sorting.get(reply.status());
        if (own != null) {
            return own.apply(reply);
        }
        String cause = "the vendor answered " + call + " with status " + reply.status();
        var wait = RetryAfter.of(reply, clock);
        int status = reply.status();
        if (status == 401 || status == 403) {
            return new Failure.Unauthorized(cause);
        }
        if (status == 429 || (status == 503 && wait.isPresent())) {
            return new Failure.Throttled(cause + ": it wants fewer calls", wait);
        }
        return status >= 500
                ? new Failure.Unavailable(cause)
                : new Failure.Puzzled(cause, withoutSecrets(call, reply.text()));
    }

    private static String notJson(Call call, Reply reply) {
        boolean page = reply.header("Content-Type").orElse("").contains("html")
                || reply.text().stripLeading().startsWith("<");
        return "the vendor answered " + call + (page ? " with a web page instead of JSON" : " with broken JSON");
    }

    /// Some vendors quote in their errors the address they were asked for, or the key they were given. A header
    /// may carry a key, so what the call said in any header is not shown either.
    private static String withoutSecrets(Call call, String text) {
        List<String> secrets = new ArrayList<>(call.headers().values());
        for (Call.Parameter parameter : call.query()) {
            if (parameter.secret()) {
                secrets.add(parameter.value());
                secrets.add(URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8));
            }
        }
        return secrets.stream()
                .filter(secret -> !secret.isBlank())
                .reduce(text, (clean, secret) -> clean.replace(secret, "•••"));
    }

    private static boolean success(Reply reply) {
        return reply.status() >= 200 && reply.status() < 300;
    }
}
