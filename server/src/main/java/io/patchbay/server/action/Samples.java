package io.patchbay.server.action;

/// Examples for the API's description.
final class Samples {
    static final String PARAMETERS = "{\"on\": \"true\"}";

    static final String MADE = """
            {"id": "019c1a2b-3c4d-7e5f-8a6b-7c8d9e0f1a2b", "status": "PENDING", "deadline": "2026-01-31T12:00:30Z"}
            """;

    static final String ACTION = """
            {
              "id": "019c1a2b-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
              "thingId": "56ed33d9-bd1a-4650-9264-d996132098de",
              "componentId": "lamp",
              "actionId": "setOn",
              "status": "COMPLETED",
              "parameters": {"on": "true"},
              "created": "2026-01-31T12:00:00Z",
              "deadline": "2026-01-31T12:00:30Z",
              "ended": "2026-01-31T12:00:01Z"
            }
            """;

    static final String LINKS =
            "[{\"href\": \"http://localhost:8080/api/v1/actions/019c1a2b-3c4d-7e5f-8a6b-7c8d9e0f1a2b\"}]";

    static final String CALLBACK = "{\"CallbackUrl\": \"https://app.example.org/patchbay/actions\"}";

    static final String REGISTERED = """
            {
              "CallbackUrl": "https://app.example.org/patchbay/actions",
              "PublicKey": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            }
            """;

    static final String FORWARDED = """
            {
              "id": "8d0f8a1e-0000-4000-8000-000000000001",
              "thingId": "56ed33d9-bd1a-4650-9264-d996132098de",
              "componentId": "thermostat",
              "actionId": "setTemperature",
              "status": "PENDING",
              "parameters": {"temperature": "21.5"}
            }
            """;

    static final String PENDING = "{\"id\": \"8d0f8a1e-0000-4000-8000-000000000001\", \"status\": \"PENDING\"}";

    static final String DOOR = "{\"href\": \"http://localhost:8080/api/v1/connectors/actions/1eb8b9f...\"}";

    private Samples() {}
}
