package io.patchbay.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A vendor that delivers numbers of boxes, signed in a header, and can be asked for them.
final class PushVendor extends Simulator {
    static final PushVendor HERE = new PushVendor();
    static final String SIGNATURE = "signature-of-the-vendor";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, String> numbers = new ConcurrentHashMap<>();
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> polls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> registrations = new ConcurrentHashMap<>();
    private volatile boolean refusing;

    private PushVendor() {
        super(0);
        get("/number", request -> {
            String box = request.query("box").orElseThrow();
            count(polls, box);
            return Response.json(numbers.getOrDefault(box, "1"));
        });
        post("/register", request -> {
            String box = request.query("box").orElseThrow();
            count(registrations, box);
            if (refusing) {
                return Response.json(400, "{}");
            }
            addresses.put(box, URI.create(request.query("url").orElseThrow()));
            return Response.json("{}");
        });
        post("/drop", request -> {
            addresses.remove(request.query("box").orElseThrow());
            return Response.json("{}");
        });
    }

    private static void count(Map<String, AtomicInteger> counts, String box) {
        counts.computeIfAbsent(box, _ -> new AtomicInteger()).incrementAndGet();
    }

    void becomes(String box, String number) {
        numbers.put(box, number);
    }

    /// Whether it refuses addresses from now on.
    void refuses(boolean now) {
        refusing = now;
    }

    Optional<URI> address(String box) {
        return Optional.ofNullable(addresses.get(box));
    }

    int polls(String box) {
        return polls.getOrDefault(box, new AtomicInteger()).get();
    }

    int registrations(String box) {
        return registrations.getOrDefault(box, new AtomicInteger()).get();
    }

    /// Delivers to wherever the box's address is; the status that comes back.
    int delivers(String box, String body) {
        URI address = address(box).orElseThrow();
        return deliver(address, SIGNATURE, HttpRequest.BodyPublishers.ofString(body));
    }

    /// @param address as it was told; the service under test has another port
    static int deliver(URI address, String signature, HttpRequest.BodyPublisher body) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(Call.base().resolve(address.getRawPath()))
                            .header("X-Signature", signature)
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).doesNotContain(signature);
            return answer.statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
