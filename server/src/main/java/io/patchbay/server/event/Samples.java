package io.patchbay.server.event;

/// Examples for the API's description.
final class Samples {
    static final String STREAM = """
            : connected
            id: 4710
            retry: 1000

            id: 4711
            event: property.changed
            data: {"subject":"anna","thingId":"56ed33d9-bd1a-4650-9264-d996132098de","componentId":"outdoor",\
            "propertyId":"temperature","propertyType":"TEMPERATURE","value":"7.5","unit":"°C",\
            "lastUpdate":"2026-01-31T12:00:00Z"}

            id: 4713
            event: client.status
            data: {"subject":"anna","clientId":"0b1f4a5e-6c5b-4a53-9b0e-2f6d2c8e7a10","connector":"netatmo",\
            "status":"ERROR","paused":false,"linked":true,"whoMustAct":"subject",\
            "cause":"The customer has withdrawn the consent.","time":"2026-01-31T12:00:05Z"}

            : heartbeat
            id: 4720

            """;

    private Samples() {}
}
