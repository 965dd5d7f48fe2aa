package io.patchbay.server.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// Answers with one page of a list: a JSON array and, if there is more, a `Link: <…>; rel="next"` header (RFC
/// 8288).
@Singleton
public final class Listing {
    private final Links links;

    Listing(Links links) {
        this.links = links;
    }

    /// @param rows up to `page.limit() + 1` rows from the cursor on: one more than asked for tells that there
    ///     is more
    /// @param shown what a row looks like in the answer
    /// @param key the cursor after a row
    public <T> Response page(UriInfo uri, Page page, List<T> rows, Function<T, ?> shown, Function<T, String> key) {
        List<T> visible = rows.size() > page.limit() ? rows.subList(0, page.limit()) : rows;
        Response.ResponseBuilder answer =
                Response.ok(visible.stream().map(shown).toList());
        if (rows.size() > visible.size()) {
            answer.header("Link", next(uri, key.apply(visible.getLast())));
        }
        return answer.build();
    }

    /// The header `Link` to the next page: the same request with this cursor.
    public String next(UriInfo uri, String cursor) {
        StringBuilder next = new StringBuilder(links.root(uri.getRequestUri().getRawPath()))
                .append("?cursor=")
                .append(encoded(cursor));
        uri.getQueryParameters().forEach((name, values) -> {
            if (!name.equals("cursor")) {
                values.forEach(value ->
                        next.append('&').append(encoded(name)).append('=').append(encoded(value)));
            }
        });
        return "<" + next + ">; rel=\"next\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
