package io.patchbay.server.web;

/// Says errors to people, where a program would get JSON. A bean of the room whose paths they are.
public interface ErrorPage {
    /// @param path normalized
    boolean takes(String path);

    /// A whole page, from any thread; it must not need the request to have reached its route.
    String html(ErrorBody error);
}
