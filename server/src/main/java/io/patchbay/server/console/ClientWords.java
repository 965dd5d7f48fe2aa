package io.patchbay.server.console;

import io.patchbay.server.client.AppClient;
import io.patchbay.server.client.State;
import java.util.Locale;

/// How a client fares, as people say it.
///
/// @param dot      a class of the styles: good, wait, warn, bad, off
/// @param label    two or three words
/// @param actor    who must act; empty if nobody has to
/// @param sentence what is so
/// @param next     what happens next, or what to do
record ClientWords(String dot, String label, String actor, String sentence, String next) {
    static ClientWords of(AppClient client, boolean consents) {
        String label = label(client.state());
        String cause = client.cause().map(ClientWords::sentence).orElse("The cause is not known.");
        return switch (client.state()) {
            case STARTED ->
                client.live()
                        .staleSince()
                        .map(
                                _ -> new ClientWords(
                                        "warn",
                                        "Running, data old",
                                        "",
                                        "It is called, but the data it brings is older than it should be.",
                                        "Usually the device has lost its connection or the vendor is late. It is called again by itself."))
                        .orElse(new ClientWords(
                                "good",
                                label,
                                "",
                                "It runs: the last call to the vendor succeeded.",
                                "Nothing is to be done."));
            case STARTING ->
                new ClientWords("wait", label, "", "It has not brought anything yet.", "It is called in a moment.");
            case PAUSED ->
                new ClientWords(
                        "off",
                        label,
                        "",
                        "It is paused: the vendor is not called, and its things stay as they are.",
                        "Resume it to go on.");
            case SUBJECT ->
                new ClientWords(
                        "warn",
                        label,
                        actor(client.state()),
                        client.cause().map(ClientWords::sentence).orElse("The customer has not given consent yet."),
                        consents
                                ? "Make a new link and give it to the customer: it leads to the connect page. The client rests until then and keeps its things."
                                : "The customer must act at the vendor. The client rests until its configuration changes, or until somebody polls it.");
            case NOBODY ->
                new ClientWords("bad", label, "", cause, "Nothing is to be done: it is tried again by itself.");
            case VENDOR ->
                new ClientWords(
                        "bad",
                        label,
                        actor(client.state()),
                        cause,
                        "The vendor asked for time. It is tried again after that.");
            case DEVELOPER ->
                new ClientWords(
                        "bad",
                        label,
                        actor(client.state()),
                        cause,
                        "Correct the configuration of the instance or the client. It is tried again now and then.");
            case AUTHOR ->
                new ClientWords(
                        "bad",
                        label,
                        actor(client.state()),
                        cause,
                        "Tell the connector's author, with the diagnostics of this page. It is tried again by itself.");
        };
    }

    static String label(State state) {
        return switch (state) {
            case STARTED -> "Running";
            case STARTING -> "Starting";
            case PAUSED -> "Paused";
            case SUBJECT -> "Needs the customer";
            case NOBODY -> "Failing, tried again";
            case VENDOR -> "Failing, vendor busy";
            case DEVELOPER -> "Failing, configuration";
            case AUTHOR -> "Failing, connector";
        };
    }

    /// Who must act before it works again; empty if nobody has to.
    static String actor(State state) {
        return switch (state) {
            case STARTED, STARTING, PAUSED, NOBODY -> "";
            case SUBJECT -> "Customer";
            case VENDOR -> "Vendor";
            case DEVELOPER -> "Developer";
            case AUTHOR -> "Connector's author";
        };
    }

    /// With a capital and a full stop.
    static String sentence(String cause) {
        String text = cause.strip();
        return text.isEmpty()
                ? ""
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1)
                        + (text.matches("(?s).*[.!?]") ? "" : ".");
    }
}
