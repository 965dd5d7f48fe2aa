package io.patchbay.server.thing;

/// Examples for the API's description.
final class Samples {
    static final String LAMP = """
            {
              "name": "Lamp",
              "manufacturer": "ACME",
              "displayType": "LAMP",
              "mainComponentId": "lamp",
              "attributes": [{"name": "room", "value": "kitchen"}],
              "components": [{
                "id": "lamp",
                "name": "Lamp",
                "componentType": "LAMP",
                "capabilities": ["SWITCHABLE"],
                "properties": [
                  {"id": "on", "name": "on", "value": "false", "unit": "", "type": "BOOLEAN", "propertyType": "ONOFF"}
                ],
                "actions": [{"id": "setOn", "name": "setOn", "parameters": [{"name": "on", "type": "BOOLEAN"}]}]
              }]
            }
            """;

    static final String THING = """
            {
              "id": "56ed33d9-bd1a-4650-9264-d996132098de",
              "name": "Lamp",
              "manufacturer": "ACME",
              "displayType": "LAMP",
              "mainComponentId": "lamp",
              "status": "AVAILABLE",
              "attributes": [{"name": "room", "value": "kitchen"}],
              "componentLinks": [
                {"href": "http://localhost:8080/api/v1/things/56ed33d9-bd1a-4650-9264-d996132098de/components/lamp"}
              ]
            }
            """;

    static final String COMPONENT = """
            {
              "id": "lamp",
              "name": "Lamp",
              "componentType": "LAMP",
              "capabilities": ["SWITCHABLE"],
              "propertyLinks": [{
                "href": "http://localhost:8080/api/v1/things/56ed33d9-bd1a-4650-9264-d996132098de/components/lamp/properties/on"
              }],
              "actions": [{
                "id": "setOn",
                "name": "setOn",
                "parameters": [{"name": "on", "type": "BOOLEAN", "required": true}]
              }]
            }
            """;

    static final String PROPERTY = """
            {
              "id": "on",
              "name": "on",
              "value": "true",
              "unit": "",
              "type": "BOOLEAN",
              "lastUpdate": "2026-01-31T12:00:00Z",
              "propertyType": "ONOFF"
            }
            """;

    static final String THING_LINKS =
            "[{\"href\": \"http://localhost:8080/api/v1/things/56ed33d9-bd1a-4650-9264-d996132098de\"}]";

    static final String MADE = "{\"Id\": \"56ed33d9-bd1a-4650-9264-d996132098de\"}";

    static final String VALUE = "{\"value\": \"true\"}";

    static final String STATUS = "{\"status\": \"UNAVAILABLE\"}";

    static final String SUBJECT = """
            {
              "id": "anna",
              "things": {"href": "http://localhost:8080/api/v1/things"},
              "clients": {"href": "http://localhost:8080/api/v1/connectors/clients"}
            }
            """;

    private Samples() {}
}
