package io.patchbay.server.connect;

import java.util.function.UnaryOperator;

/// How the pages of an app look to its customers.
///
/// @param app    its name
/// @param root   the path below which the connect pages are
/// @param style  the path of a sheet with its colours; empty if it has none
/// @param logo   the path of its logo; empty if it has none
/// @param assets from a file's name to its path
record Look(String app, String root, String style, String logo, UnaryOperator<String> assets) {
    public String asset(String name) {
        return assets.apply(name);
    }
}
