package io.patchbay.server.webhook;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.event.EventType;
import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at what an app says of a webhook, and tells all that is wrong at once.
@Singleton
final class WebhookCheck {
    static final int MOST_EVENTS = 100;
    private static final int LONGEST_SUBJECT = 500;

    private final AddressGuard guard;

    WebhookCheck(AddressGuard guard) {
        this.guard = guard;
    }

    /// @throws ApiException 400
    void made(WebhookBody.New body) {
        List<Problem> problems = common(body);
        String subject = body.subject();
        if (body.url() == null) {
            problems.add(new Problem("url", "is missing"));
        }
        if (subject != null
                && (subject.isBlank() || subject.length() > LONGEST_SUBJECT || subject.indexOf('\0') >= 0)) {
            problems.add(new Problem(
                    "subject",
                    "must be an end customer's id of at most " + LONGEST_SUBJECT + " characters, or null for all"));
        }
        refuse(problems);
    }

    /// @throws ApiException 400
    void changed(WebhookBody.Changed body) {
        List<Problem> problems = common(body);
        String status = body.status();
        if (status != null && !status.equals("ENABLED") && !status.equals("DISABLED")) {
            problems.add(new Problem("status", "must be ENABLED or DISABLED"));
        }
        refuse(problems);
    }

    private List<Problem> common(WebhookBody body) {
        List<Problem> problems = new ArrayList<>();
        String url = body.url();
        if (url != null) {
            guard.refusal(url).ifPresent(why -> problems.add(new Problem("url", why)));
        }
        List<@Nullable String> types = body.types();
        if (types != null && !types.stream().allMatch(WebhookCheck::known)) {
            problems.add(new Problem(
                    "types",
                    "must be some of "
                            + Arrays.stream(EventType.values())
                                    .map(EventType::wire)
                                    .collect(Collectors.joining(", "))));
        }
        Integer batch = body.batch();
        if (batch != null && (batch < 1 || batch > MOST_EVENTS)) {
            problems.add(new Problem("batch", "must be a whole number from 1 to " + MOST_EVENTS));
        }
        return problems;
    }

    private static boolean known(@Nullable String type) {
        return type != null && EventType.of(type).isPresent();
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
    }
}
