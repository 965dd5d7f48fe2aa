package io.patchbay.connector;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One HTTP request to the vendor. Immutable; each method returns a changed copy.
///
/// @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
/// @param path relative to the description's base URL, starting with `/`, or an absolute URL of another host of
///     the vendor; never with a query
/// @param query in order; values as they are, not yet encoded
/// @param body sent as it is, with `contentType`
/// @param shared whether one answer may serve the same call of other clients of the instance until their next
///     poll
/// @param weight what the call counts against the limits; 1 for most vendors
public record Call(
        String method,
        String path,
        List<Parameter> query,
        Map<String, String> headers,
        String body,
        String contentType,
        boolean shared,
        double weight) {

    /// @param secret whether the value must not be shown where the call is logged
    public record Parameter(String name, String value, boolean secret) {}

    public Call {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public static Call get(String path) {
        return new Call("GET", path, List.of(), Map.of(), "", "", false, 1);
    }

    public static Call of(String method, String path) {
        return new Call(method, path, List.of(), Map.of(), "", "", false, 1);
    }

    /// A POST of form fields.
    public static Call form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        return of("POST", path).body(body, "application/x-www-form-urlencoded");
    }

    public Call query(String name, Object value) {
        return with(new Parameter(name, String.valueOf(value), false));
    }

    public Call secretQuery(String name, Secret value) {
        return with(new Parameter(name, value.reveal(), true));
    }

    private Call with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(parameter);
        return new Call(method, path, more, headers, body, contentType, shared, weight);
    }

    public Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, query, more, body, contentType, shared, weight);
    }

    public Call body(String text, String type) {
        return new Call(method, path, query, headers, text, type, shared, weight);
    }

    /// Lets the answer serve equal calls of the instance's other clients.
    public Call forAll() {
        return new Call(method, path, query, headers, body, contentType, true, weight);
    }

    public Call weighing(double calls) {
        return new Call(method, path, query, headers, body, contentType, shared, calls);
    }

    /// Where the call goes, with the description's own base URL.
    public URI uri(URI base) {
        return path.startsWith("/") ? under(base, path) : withQuery(path);
    }

    /// Where the call goes when the operator has set another base URL than the description's: there, whichever of
    /// the vendor's hosts the path names. An operator who moves a vendor moves all of it.
    public URI uriMoved(URI base) {
        return under(base, path.startsWith("/") ? path : URI.create(path).getRawPath());
    }

    private URI under(URI base, String relative) {
        String address = base.toString();
        String parent = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return withQuery(parent + relative);
    }

    private URI withQuery(String address) {
        if (query.isEmpty()) {
            return URI.create(address);
        }
        String parameters = query.stream()
                .map(p -> encode(p.name()) + "=" + encode(p.value()))
                .collect(Collectors.joining("&"));
        return URI.create(address + "?" + parameters);
    }

    /// The call as it may be logged: no query values, headers or body.
    @Override
    public String toString() {
        return method + " " + path;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
