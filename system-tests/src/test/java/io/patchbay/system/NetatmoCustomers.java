package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulators.NetatmoSimulator;
import java.net.URI;
import java.util.Map;

/// Customers of an app who consent at the simulated Netatmo, in a browser of their own.
final class NetatmoCustomers {
    static final String TYPE = "netatmo";
    private static final String BACK = "http://127.0.0.1:9/linked";

    private final Api api;

    private NetatmoCustomers(Api api) {
        this.api = api;
    }

    /// Of an app that has no instance yet.
    static NetatmoCustomers of(Api api) {
        api.createInstance(
                        TYPE,
                        Map.of(
                                "client_id", NetatmoSimulator.CLIENT_ID,
                                "client_secret", NetatmoSimulator.CLIENT_SECRET,
                                "origin_callback_uri", BACK))
                .expect(201);
        return new NetatmoCustomers(api);
    }

    /// A customer whose client was just made, and who has consented.
    ///
    /// @param subject also the user's name at the vendor
    /// @return the client
    String link(String subject) {
        Answer made = api.createClient(subject, TYPE, Map.of()).expect(303);
        consent(made, subject);
        return made.member("client_id");
    }

    /// The same customer consents once more.
    void linkAgain(String client, String subject) {
        consent(
                api.call("POST", "/connectors/clients/" + client + "/link", subject, null)
                        .expect(303),
                subject);
    }

    private void consent(Answer begun, String user) {
        URI page = URI.create(begun.location().replace("/oauth2/authorize?", "/oauth2/authorize/decision?")
                + "&decision=allow&user=" + user);
        while (!page.toString().startsWith(BACK)) {
            page = page.resolve(api.browse(page).location());
        }
        assertThat(page.getQuery()).contains("result=linked");
    }
}
