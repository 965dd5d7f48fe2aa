package io.patchbay.server.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;

/// The body of an answer, ready to be sent, with the tag that stands for its content.
///
/// @param json not to be changed
/// @param tag  strong and in quotes (RFC 9110, 8.8.3): the same for the same bytes
public record Rendered(byte[] json, String tag) {
    private static final byte[] NOTHING = {};

    /// Sets the status and the tag of an answer, and gives the body to return: none with 304 if the caller has this
    /// content already (`If-None-Match`).
    public byte[] answer(HttpServerRequest request) {
        HttpServerResponse answer = request.response().putHeader(HttpHeaders.ETAG, tag);
        if (!isKnownTo(request)) {
            return json;
        }
        answer.setStatusCode(HttpResponseStatus.NOT_MODIFIED.code());
        return NOTHING;
    }

    private boolean isKnownTo(HttpServerRequest request) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known == null) {
            return false;
        }
        if (known.equals(tag)) {
            return true;
        }
        List<String> all = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        return all.stream().anyMatch(this::names);
    }

    /// Compares weakly, as `If-None-Match` wants it (RFC 9110, 13.1.2).
    private boolean names(String tags) {
        for (String one : tags.split(",", -1)) {
            String known = one.strip();
            if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rendered rendered && tag.equals(rendered.tag);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(tag);
    }
}
