package io.patchbay.server.vendor;

import io.patchbay.connector.Call;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// Puts calls into the words of HTTP/1.1 (RFC 9112).
final class Requests {
    private static final String AGENT = "patchbay";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /// What the service itself says.
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "te", "transfer-encoding", "upgrade");

    private Requests() {}

    /// @param host with the port, if that is not implied
    /// @throws IllegalArgumentException if HTTP does not allow a part of the call; its message says nothing secret
    static ClassicHttpRequest of(Call call, URI uri, String host) {
        if (!isToken(call.method())) {
            throw refused(call);
        }
        ClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), target(uri));
        request.addHeader(HttpHeaders.HOST, host);
        if (!call.headers().containsKey(HttpHeaders.USER_AGENT)) {
            request.addHeader(HttpHeaders.USER_AGENT, AGENT);
        }
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            add(request, call, header.getKey(), header.getValue());
        }
        if (!call.body().isEmpty()) {
            byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
            request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
            if (!call.contentType().isEmpty() && !request.containsHeader(HttpHeaders.CONTENT_TYPE)) {
                add(request, call, HttpHeaders.CONTENT_TYPE, call.contentType());
            }
            request.setEntity(new ByteArrayEntity(body, null));
        } else if (WITH_BODY.contains(call.method())) {
            request.setHeader(HttpHeaders.CONTENT_LENGTH, 0);
        }
        return request;
    }

    private static String target(URI uri) {
        String path = uri.getRawPath();
        String target = path.isEmpty() ? "/" : path;
        if (uri.getRawQuery() != null) {
            target += "?" + uri.getRawQuery();
        }
        return isAscii(target) ? target : target(URI.create(uri.toASCIIString()));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static void add(ClassicHttpRequest request, Call call, String name, String value) {
        if (!isToken(name) || !isValue(value) || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused(call);
        }
        request.setHeader(name, value);
    }

    /// The message names no header: its value may be a secret.
    private static IllegalArgumentException refused(Call call) {
        return new IllegalArgumentException(
                "the connector's call " + call + " has a method, address or header that HTTP does not allow");
    }

    /// RFC 9110 section 5.6.2.
    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// RFC 9110 section 5.5.
    private static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }
}
