package io.patchbay.server.webhook;

/// Texts and examples for the API's description.
final class Samples {
    static final String TOLD = "Apps are told of what happens, by signed requests (https://www.standardwebhooks.com).";

    static final String CREATE = """
            Each event that matches is a `POST` of `{"type","timestamp","data"}`, with the same `data` as in the live
            stream, and with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, as
            https://www.standardwebhooks.com has them. With `batch` above 1 the body is an array of up to so many
            events, `[{"id","type","timestamp","data"}, …]`, in order, where `id` is the `webhook-id` that the event
            would have alone.

            Any 2xx within 15 s is an acknowledgement. Anything else is tried again with growing, random waits for
            24 hours, no earlier than `Retry-After` says; then, or at once after 410, the webhook is disabled and
            says why. Events are delivered at least once, and those of one thing in order: a message that fails holds
            up those after it. `webhook-id` stays the same, so receivers can drop what they have. Redirects are not
            followed, and only public addresses are called.""";

    static final String NEW = """
            {"url": "https://app.example.org/patchbay", "types": ["property.changed"], "subject": "anna"}""";

    static final String MADE = """
            {
              "id": "0d3f3a52-6b62-4a9c-9f0e-5b6f5b1d2c11",
              "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
              "url": "https://app.example.org/patchbay",
              "types": ["property.changed"],
              "subject": "anna",
              "batch": 1,
              "status": "ENABLED",
              "position": 4711,
              "failures": 0,
              "created": "2026-01-31T12:00:00Z"
            }
            """;

    static final String DISABLED = """
            {
              "id": "0d3f3a52-6b62-4a9c-9f0e-5b6f5b1d2c11",
              "url": "https://app.example.org/patchbay",
              "types": [],
              "batch": 100,
              "status": "DISABLED",
              "disabled_reason": "The receiver answered 410: it is gone.",
              "position": 4711,
              "failures": 0,
              "created": "2026-01-31T12:00:00Z"
            }
            """;

    static final String ENABLE = "{\"status\": \"ENABLED\"}";

    static final String REPLAY = "{\"from\": \"2026-01-31T12:00:00Z\"}";

    static final String TESTED = """
            {
              "id": "test_5f0c9d7e-41b1-4b43-8a29-0f5f6a0f8a53",
              "status": "DELIVERED",
              "attempts": 1,
              "events": 1,
              "position": 0,
              "response_status": 204,
              "first_attempt": "2026-01-31T12:00:00Z",
              "last_attempt": "2026-01-31T12:00:00Z"
            }
            """;

    static final String DELIVERIES = """
            [{
              "id": "evt_4712",
              "status": "FAILED",
              "attempts": 3,
              "events": 1,
              "position": 4712,
              "response_status": 503,
              "excerpt": "come back later",
              "error": "The receiver answered 503.",
              "first_attempt": "2026-01-31T12:00:00Z",
              "last_attempt": "2026-01-31T12:00:03Z"
            }]
            """;

    private Samples() {}
}
