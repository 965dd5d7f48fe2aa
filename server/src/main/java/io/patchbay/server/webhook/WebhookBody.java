package io.patchbay.server.webhook;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an app says of a webhook. In a change, what is absent stays.
public interface WebhookBody {

    @Nullable
    String url();

    @Nullable
    List<@Nullable String> types();

    @Nullable
    Integer batch();

    @Schema(name = "NewWebhook")
    record New(
            @Schema(
                    required = true,
                    description = "https:// or http://, public.",
                    examples = "https://app.example.org/patchbay")
            @Nullable
            String url,

            @Schema(
                    description =
                            "Of events: thing.added, thing.changed, thing.removed, thing.status, property.changed,"
                                    + " client.status, action.status. All if it is empty or absent.")
            @Nullable
            List<@Nullable String> types,

            @Schema(
                    nullable = true,
                    description = "The end customer whose events it gets; all if it is null or absent.")
            @Nullable
            String subject,

            @Schema(
                    minimum = "1",
                    maximum = "100",
                    defaultValue = "1",
                    description = "How many events one delivery carries at most.")
            @Nullable
            Integer batch)
            implements WebhookBody {}

    @Schema(name = "WebhookChange")
    record Changed(
            @Nullable String url,
            @Nullable List<@Nullable String> types,

            @Schema(minimum = "1", maximum = "100") @Nullable
            Integer batch,

            @Schema(description = "ENABLED or DISABLED.", examples = "ENABLED") @Nullable
            String status)
            implements WebhookBody {}
}
