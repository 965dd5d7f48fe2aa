package io.patchbay.tck;

import org.junit.jupiter.api.Nested;

/// What every connector keeps whose customers consent by OAuth 2: [ConnectorContract], and that consent and
/// tokens stay with the service. Its simulator is an [io.patchbay.tck.simulator.Authorizing].
public abstract class OAuthContract extends ConnectorContract {

    @Nested
    class Consenting extends OAuthRules {
        Consenting() {
            super(OAuthContract.this);
        }
    }
}
