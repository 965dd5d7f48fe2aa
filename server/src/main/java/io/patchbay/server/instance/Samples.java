package io.patchbay.server.instance;

/// Examples for the API's description.
final class Samples {
    static final String OPENWEATHERMAP = """
            {
              "connector_type_id": "openweathermap",
              "configuration": {"app_key": "0123456789abcdef0123456789abcdef"}
            }
            """;

    static final String NETATMO = """
            {
              "connector_type_id": "netatmo",
              "configuration": {
                "client_id": "...",
                "client_secret": "...",
                "origin_callback_uri": "http://...."
              }
            }
            """;

    static final String CREATED = "{\"id\": \"1d79b399-c3e1-4706-b4c5-f36826430233\"}";

    static final String INSTANCES = """
            [{"href": "http://localhost:8080/api/v1/connectors/instances/1d79b399-c3e1-4706-b4c5-f36826430233"}]
            """;

    static final String INSTANCE = """
            {
              "id": "1d79b399-c3e1-4706-b4c5-f36826430233",
              "clients": [
                {"href": "http://localhost:8080/api/v1/connectors/clients/d202e1a7-20a2-4581-9630-551dbe39d888"}
              ],
              "connector": {"href": "http://localhost:8080/api/v1/connectors/descriptions/2"}
            }
            """;

    static final String CLIENTS = """
            [{"href": "http://localhost:8080/api/v1/connectors/clients/d202e1a7-20a2-4581-9630-551dbe39d888"}]
            """;

    private Samples() {}
}
