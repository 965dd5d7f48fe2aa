package io.patchbay.tck;

import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Authorization.OAuth2Client;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A consent over real HTTP, at the addresses and with the credentials that a description declares.
final class DeclaredFlow {
    private static final String BACK = "http://127.0.0.1:9/back";
    // the example of RFC 7636 appendix B
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Authorization authorization;
    private final URI base;
    private final Map<String, ?> instance;

    DeclaredFlow(Authorization authorization, URI base, Map<String, ?> instance) {
        this.authorization = authorization;
        this.base = base;
        this.instance = instance;
    }

    /// `linked`, or what the vendor said instead.
    String consent() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return switch (authorization) {
                case Authorization.OAuth2Code code -> byCode(http, code);
                case Authorization.OAuth2Device device -> byDevice(http, device);
                case Authorization.None(), Authorization.Key _ -> "no consent is declared";
            };
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private String byCode(HttpClient http, Authorization.OAuth2Code code) throws IOException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", value(code.client().id()));
        query.put("redirect_uri", BACK);
        query.put("scope", String.join(" ", code.scopes()));
        query.put("state", "a state");
        if (code.pkce()) {
            query.put("code_challenge", CHALLENGE);
            query.put("code_challenge_method", "S256");
        }
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create(at(code.authorize()) + "?" + encoded(query)))
                        .build(),
                BodyHandlers.ofString());
        String location = page.headers().firstValue("Location").orElse(page.body());
        Matcher given = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        if (!given.find()) {
            return location;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", given.group(1));
        form.put("redirect_uri", BACK);
        if (code.pkce()) {
            form.put("code_verifier", VERIFIER);
        }
        return token(http, code.token(), code.client(), form);
    }

    private String byDevice(HttpClient http, Authorization.OAuth2Device device)
            throws IOException, InterruptedException {
        String begun = post(
                http,
                device.device(),
                device.client(),
                new LinkedHashMap<>(Map.of("scope", String.join(" ", device.scopes()))));
        Matcher code = Pattern.compile("\"device_code\"\\s*:\\s*\"([^\"]+)\"").matcher(begun);
        if (!code.find()) {
            return begun;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
        form.put("device_code", code.group(1));
        return token(http, device.token(), device.client(), form);
    }

    private String token(HttpClient http, String address, OAuth2Client client, Map<String, String> form)
            throws IOException, InterruptedException {
        String answer = post(http, address, client, form);
        return answer.contains("\"access_token\"") ? "linked" : answer;
    }

    private String post(HttpClient http, String address, OAuth2Client client, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(address)).header("Content-Type", "application/x-www-form-urlencoded");
        String id = value(client.id());
        if (client.basic() && client.secret().isPresent()) {
            String pair = encoded(id) + ":" + encoded(value(client.secret().get()));
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
        } else {
            form.put("client_id", id);
            client.secret().ifPresent(field -> form.put("client_secret", value(field)));
        }
        return http.send(
                        request.POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private URI at(String address) {
        return address.startsWith("/") ? URI.create(base + address) : URI.create(address);
    }

    private String value(String field) {
        return String.valueOf(instance.get(field));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
