package io.patchbay.server.console;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.webhook.WebhookBody;
import io.patchbay.server.webhook.WebhookView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What stands in the form of a webhook, as it was typed, and what is wrong with it.
///
/// @param types    those that are ticked
/// @param problems a sentence by field
record WebhookForm(String url, List<String> types, String subject, String batch, Map<String, String> problems) {
    private static final Map<String, String> NAMES =
            Map.of("url", "The URL", "types", "The events", "subject", "The customer", "batch", "The number");

    static final WebhookForm EMPTY = new WebhookForm("", List.of(), "", "1", Map.of());

    static WebhookForm typed(
            @Nullable String url, @Nullable List<String> types, @Nullable String subject, @Nullable String batch) {
        return new WebhookForm(
                url == null ? "" : url.strip(),
                types == null ? List.of() : types,
                subject == null ? "" : subject.strip(),
                batch == null ? "" : batch.strip(),
                Map.of());
    }

    static WebhookForm of(WebhookView webhook) {
        String subject = webhook.subject();
        return new WebhookForm(
                webhook.url(),
                webhook.types(),
                subject == null ? "" : subject,
                String.valueOf(webhook.batch()),
                Map.of());
    }

    WebhookBody.New made() {
        return new WebhookBody.New(url.isEmpty() ? null : url, asked(), subject.isEmpty() ? null : subject, number());
    }

    WebhookBody.Changed changed() {
        return new WebhookBody.Changed(url, asked(), number(), null);
    }

    private List<@Nullable String> asked() {
        return new ArrayList<>(types);
    }

    /// What is no number is out of any bounds, so it is refused together with whatever else is wrong.
    private int number() {
        try {
            return Integer.parseInt(batch);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    WebhookForm with(ApiException refusal) {
        return new WebhookForm(
                url,
                types,
                subject,
                batch,
                refusal.problems().stream()
                        .collect(Collectors.toMap(Problem::field, WebhookForm::sentence, (one, _) -> one)));
    }

    private static String sentence(Problem problem) {
        return NAMES.getOrDefault(problem.field(), "It") + " " + problem.message() + ".";
    }

    /// Empty if there is none.
    public String problem(String field) {
        return problems.getOrDefault(field, "");
    }

    public boolean has(String type) {
        return types.contains(type);
    }
}
