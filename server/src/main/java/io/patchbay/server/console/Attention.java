package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.AppId;
import io.patchbay.server.client.Census;
import io.patchbay.server.webhook.WebhookDesk;
import io.patchbay.server.webhook.WebhookView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Something in an app that somebody should see to.
///
/// @param weight how soon: the higher ones come first
/// @param dot    its colour, by name
/// @param link   where to see more, below the console
record Attention(App app, int weight, String dot, String text, String link) {

    static Stream<Attention> of(App app, Census.Counts counts) {
        List<Attention> all = new ArrayList<>();
        String clients = "/apps/" + app.id() + "/clients?who=";
        if (counts.developer() > 0) {
            String text =
                    clients(counts.developer(), "waits", "wait") + " for you: the vendor refuses what is configured.";
            all.add(new Attention(app, 4, "bad", text, clients + "DEVELOPER"));
        }
        if (counts.consent() > 0) {
            String text = clients(counts.consent(), "needs", "need") + " the customer’s consent.";
            all.add(new Attention(app, 2, "warn", text, clients + "SUBJECT"));
        }
        if (counts.author() > 0) {
            String text = clients(counts.author(), "gets", "get") + " answers that the connector does not understand.";
            all.add(new Attention(app, 2, "bad", text, clients + "AUTHOR"));
        }
        if (counts.vendor() > 0) {
            String text = clients(counts.vendor(), "waits", "wait") + " because the vendor has asked for fewer calls.";
            all.add(new Attention(app, 1, "bad", text, clients + "VENDOR"));
        }
        if (counts.retrying() > 0) {
            String text = clients(counts.retrying(), "fails", "fail") + " and "
                    + (counts.retrying() == 1 ? "is" : "are") + " tried again; nobody has to do anything.";
            all.add(new Attention(app, 0, "bad", text, clients + "NOBODY"));
        }
        return all.stream();
    }

    static Attention of(Map<AppId, App> apps, WebhookDesk.Troubled troubled) {
        App app = Objects.requireNonNull(apps.get(troubled.app()));
        WebhookView webhook = troubled.webhook();
        boolean failing = webhook.status().equals("ENABLED");
        return new Attention(
                app,
                3,
                failing ? "bad" : "off",
                "The webhook to " + WebhookPages.host(webhook)
                        + (failing
                                ? " fails: " + tries(webhook.failures()) + "."
                                : " is disabled. " + webhook.disabledReason()),
                "/apps/" + app.id() + "/webhooks/" + webhook.id());
    }

    static Comparator<Attention> mostUrgentFirst() {
        return Comparator.comparingInt(Attention::weight)
                .reversed()
                .thenComparing(one -> one.app().name());
    }

    private static String clients(long count, String one, String many) {
        return count == 1 ? "One client " + one : String.format(Locale.ENGLISH, "%,d clients %s", count, many);
    }

    private static String tries(int failures) {
        return failures == 1 ? "one try so far" : failures + " tries so far";
    }
}
