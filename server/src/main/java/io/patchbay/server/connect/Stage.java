package io.patchbay.server.connect;

import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Connecting;
import io.patchbay.server.link.Consents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How far a customer has come, in words, with the next step.
///
/// @param tone   wait, good, warn or bad
/// @param going  whether it may change by itself
/// @param again  what the way back to the attempt is called; empty if there is nothing to try
/// @param result what the app is told if the customer goes back now
record Stage(String title, List<String> text, String tone, boolean going, String again, String result) {
    /// How long a client that was in trouble before may take until its new attempt shows.
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final String LINKED = Outcome.LINKED.word();
    private static final String FAILED = Outcome.FAILED.word();
    private static final String RETRY = "Try again";

    /// What a stage is told of.
    ///
    /// @param app    its name
    /// @param things how many there are
    record About(String app, Technology technology, Connecting.Connected client, int things, Instant now) {
        String vendor() {
            return technology.description().name();
        }

        boolean byForm() {
            return !technology.description().client().fields().isEmpty();
        }
    }

    static Stage canceled(String app) {
        return new Stage(
                "Nothing was connected",
                List.of("You stopped before it was done. You can start again, or go back to " + app + "."),
                "warn",
                false,
                "Start again",
                Outcome.CANCELED.word());
    }

    /// The client was taken away meanwhile.
    static Stage gone(String app) {
        return new Stage(
                "The connection is gone",
                List.of(app + " has removed it meanwhile. You can connect again."),
                "bad",
                false,
                "Start again",
                FAILED);
    }

    static Stage underWay(About about) {
        String vendor = about.vendor();
        if (about.client().device().isPresent()) {
            return new Stage(
                    "Confirm at " + vendor,
                    List.of("Open the page of " + vendor + " on this or another device, and enter this code there."),
                    "wait",
                    true,
                    "",
                    Outcome.CANCELED.word());
        }
        return new Stage(
                "Waiting for " + vendor,
                List.of("Please go on at " + vendor + " and agree there. If you have closed its page, open it again."),
                "wait",
                true,
                "Open " + vendor + " again",
                Outcome.CANCELED.word());
    }

    static Stage ended(About about, ConnectSession.Ended ended) {
        String vendor = about.vendor();
        String app = about.app();
        return switch (ended.outcome()) {
            case CANCELED -> canceled(app);
            case LINKED -> connected(about, ended.at());
            case DENIED ->
                new Stage(
                        "You did not agree",
                        List.of(
                                vendor + " says that you did not agree to share, so nothing was connected.",
                                "If that was a mistake, try again and agree at " + vendor + "."),
                        "warn",
                        false,
                        RETRY,
                        Outcome.DENIED.word());
            case REFUSED ->
                new Stage(
                        app + " is not set up for " + vendor,
                        List.of(
                                vendor + " does not accept how " + app + " is set up. You cannot mend that yourself.",
                                "Please tell " + app + " that connecting " + vendor + " does not work."),
                        "bad",
                        false,
                        RETRY,
                        FAILED);
            case AWAY ->
                new Stage(
                        vendor + " does not answer",
                        List.of(
                                "You have done everything right, but " + vendor + " could not confirm it just now.",
                                "Please try again in a few minutes."),
                        "bad",
                        false,
                        RETRY,
                        FAILED);
            case FAILED ->
                new Stage(
                        "That did not work",
                        List.of(vendor + " ended the connection before it was done, or it took too long. Please try"
                                + " again."),
                        "bad",
                        false,
                        RETRY,
                        FAILED);
        };
    }

    private static Stage connected(About about, Instant since) {
        Condition condition = about.client().condition();
        if (about.client().paused()) {
            return new Stage(
                    about.vendor() + " is connected, but paused",
                    List.of(about.app() + " has paused it. Please ask " + about.app() + " to go on."),
                    "warn",
                    false,
                    "",
                    LINKED);
        }
        return switch (condition.status()) {
            case STARTING -> looking(about);
            case STARTED -> about.things() == 0 ? nothingFound(about) : done(about);
            case ERROR ->
                condition.since().isBefore(since) && about.now().isBefore(since.plus(GRACE))
                        ? looking(about)
                        : trouble(about);
        };
    }

    private static Stage looking(About about) {
        return new Stage(
                "Looking for your devices",
                List.of(about.vendor() + " is connected. We are asking it what you have."),
                "wait",
                true,
                "",
                LINKED);
    }

    private static Stage done(About about) {
        String app = about.app();
        return new Stage(
                about.vendor() + " is connected",
                List.of(about.things() == 1 ? app + " can use this now:" : app + " can use these now:"),
                "good",
                false,
                "",
                LINKED);
    }

    private static Stage nothingFound(About about) {
        String vendor = about.vendor();
        return new Stage(
                "Nothing found",
                List.of(
                        vendor + " is connected, but has no device that " + about.app() + " can use.",
                        "Set one up at " + vendor + ": it appears in " + about.app()
                                + " by itself. Or connect another account."),
                "warn",
                true,
                about.byForm() ? "Change what I entered" : "Use another account",
                LINKED);
    }

    private static Stage trouble(About about) {
        String vendor = about.vendor();
        String app = about.app();
        return switch (about.client().condition().who().orElseThrow()) {
            case NOBODY, VENDOR ->
                new Stage(
                        vendor + " does not answer just now",
                        List.of(
                                "You are done: " + vendor + " is connected, and we ask it again and again.",
                                "You can wait here, or go back. What you have appears in " + app + " as soon as "
                                        + vendor + " answers."),
                        "warn",
                        true,
                        "",
                        LINKED);
            case SUBJECT -> about.byForm() ? wrongEntries(about) : noLongerAgreed(about);
            case DEVELOPER -> about.byForm() ? wrongEntries(about) : notSetUp(about);
            case AUTHOR ->
                new Stage(
                        vendor + " answers in a way we do not understand",
                        List.of("You cannot mend that yourself. Please tell " + app + ": connecting " + vendor
                                + " does not work."),
                        "bad",
                        true,
                        "",
                        FAILED);
        };
    }

    private static Stage wrongEntries(About about) {
        String said = about.client().condition().cause().orElse("");
        String first = about.vendor() + " does not accept what you entered" + (said.isEmpty() ? "." : ": " + said);
        return new Stage(
                "Please check what you entered",
                List.of(first, "If you are sure that it is right, tell " + about.app() + "."),
                "bad",
                true,
                "Change what I entered",
                FAILED);
    }

    private static Stage noLongerAgreed(About about) {
        boolean consent = Consents.needed(about.technology());
        return new Stage(
                about.vendor() + " does not let us in",
                List.of("It says that you have taken your consent back, or that your account has changed."
                        + (consent ? " Please agree once more." : " Please tell " + about.app() + ".")),
                "bad",
                true,
                consent ? "Agree once more" : "",
                FAILED);
    }

    private static Stage notSetUp(About about) {
        return new Stage(
                about.app() + " is not set up for " + about.vendor(),
                List.of("You cannot mend that yourself. Please tell " + about.app() + " that connecting "
                        + about.vendor() + " does not work."),
                "bad",
                true,
                "",
                FAILED);
    }
}
