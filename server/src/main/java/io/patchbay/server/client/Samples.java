package io.patchbay.server.client;

/// Examples for the API's description.
final class Samples {
    static final String OPENWEATHERMAP = """
            {
              "connector_type_id": "openweathermap",
              "configuration": {"latitude": 52.52, "longitude": 13.41}
            }
            """;

    static final String NETATMO = """
            {
              "connector_type_id": "netatmo",
              "configuration": {"anyField": "abc"}
            }
            """;

    static final String CREATED = "{\"client_id\": \"d202e1a7-20a2-4581-9630-551dbe39d888\"}";

    static final String CLIENTS = """
            [{"href": "http://localhost:8080/api/v1/connectors/clients/d202e1a7-20a2-4581-9630-551dbe39d888"}]
            """;

    static final String CLIENT = """
            {
              "id": "d202e1a7-20a2-4581-9630-551dbe39d888",
              "instance": {
                "href": "http://localhost:8080/api/v1/connectors/instances/1d79b399-c3e1-4706-b4c5-f36826430233"
              },
              "connector": {"href": "http://localhost:8080/api/v1/connectors/descriptions/2"},
              "mappings": [
                {"connector_thing_id": "abc", "thing_id": "56ed33d9-bd1a-4650-9264-d996132098de"}
              ],
              "status": "STARTED",
              "detail": {
                "who_must_act": null,
                "cause": null,
                "next": "The client is called again at next_try.",
                "since": "2026-01-31T12:00:00Z",
                "last_success": "2026-01-31T12:10:00Z",
                "next_try": "2026-01-31T12:20:00Z",
                "paused": false
              }
            }
            """;

    static final String CHANGE = "{\"configuration\": {\"latitude\": 48.14, \"longitude\": 11.58}}";

    private Samples() {}
}
