package io.patchbay.server.history;

/// Examples for the API's description.
final class Samples {
    static final String ENTRIES = """
            [
              {"at": "2026-01-31T12:00:00Z", "received": "2026-01-31T12:00:03Z", "value": "7.5", "unit": "°C", "type": "NUMBER"},
              {"at": "2026-01-31T12:10:00Z", "received": "2026-01-31T12:10:03Z", "value": null, "unit": "°C", "type": "NUMBER"}
            ]
            """;

    static final String BUCKETS = """
            [{"from": "2026-01-31T12:00:00Z", "to": "2026-01-31T13:00:00Z", "value": "7.25", "count": 12, "unit": "°C"}]
            """;

    private Samples() {}
}
