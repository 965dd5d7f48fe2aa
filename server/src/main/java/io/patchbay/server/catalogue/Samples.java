package io.patchbay.server.catalogue;

/// Examples for the API's description.
final class Samples {
    static final String DESCRIPTION = """
            {
              "id": 2,
              "type_id": "netatmo",
              "name": "Netatmo",
              "description": "",
              "logo": "",
              "sample_instance_configuration": {
                "connector_type_id": "netatmo",
                "configuration": {
                  "client_id": "abc",
                  "client_secret": "def",
                  "origin_callback_uri": "http://localhost:9999/callback"
                }
              },
              "sample_client_configuration": {
                "connector_type_id": "netatmo"
              }
            }
            """;

    static final String DESCRIPTIONS = "[" + DESCRIPTION + "]";

    private Samples() {}
}
