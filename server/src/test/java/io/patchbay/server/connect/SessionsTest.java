package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Opaque;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.web.Links;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long a link lives.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class SessionsTest {
    private static final SessionCheck.Wanted WANTED = new SessionCheck.Wanted(
            "anna", List.of("test-code"), URI.create("http://localhost:9999/back?"), Optional.empty());

    @Inject
    SessionStore store;

    @Inject
    Links links;

    @Test
    void a_link_expires_after_half_an_hour_and_later_with_each_attempt() {
        String secret = secret(at(Duration.ZERO).open(TestToken.ofNewApp().app(), WANTED));
        assertThat(at(Duration.ofMinutes(29)).find(secret, "key", true)).isInstanceOf(ConnectSessions.Found.Here.class);
        assertThat(at(Duration.ofMinutes(31)).find(secret, "key", true))
                .isInstanceOf(ConnectSessions.Found.Expired.class);
        ConnectSession session =
                store.findAcrossApps(Opaque.hash(secret)).orElseThrow().session();
        assertThat(at(Duration.ofMinutes(29)).attempt(session)).isTrue();
        assertThat(at(Duration.ofMinutes(31)).find(secret, "key", false))
                .isInstanceOf(ConnectSessions.Found.Here.class);
        assertThat(at(Duration.ofMinutes(60)).find(secret, "key", false))
                .isInstanceOf(ConnectSessions.Found.Expired.class);
    }

    @Test
    void a_link_that_was_used_is_not_said_to_have_expired_to_another_browser() {
        String secret = secret(at(Duration.ZERO).open(TestToken.ofNewApp().app(), WANTED));
        assertThat(at(Duration.ZERO).find(secret, "key", false)).isInstanceOf(ConnectSessions.Found.Closed.class);
        at(Duration.ZERO).find(secret, "key", true);
        assertThat(at(Duration.ofHours(1)).find(secret, "other", true)).isInstanceOf(ConnectSessions.Found.Used.class);
    }

    @Test
    void there_is_an_end_of_attempts() {
        String secret = secret(at(Duration.ZERO).open(TestToken.ofNewApp().app(), WANTED));
        ConnectSession session =
                store.findAcrossApps(Opaque.hash(secret)).orElseThrow().session();
        for (int i = 0; i < 20; i++) {
            assertThat(at(Duration.ZERO).attempt(session)).isTrue();
        }
        assertThat(at(Duration.ZERO).attempt(session)).isFalse();
    }

    @Test
    void links_are_forgotten_a_day_after() {
        String secret = secret(at(Duration.ZERO).open(TestToken.ofNewApp().app(), WANTED));
        at(Duration.ofHours(24)).forget();
        assertThat(at(Duration.ZERO).find(secret, "key", false)).isNotInstanceOf(ConnectSessions.Found.Unknown.class);
        at(Duration.ofHours(25)).forget();
        assertThat(at(Duration.ZERO).find(secret, "key", false)).isInstanceOf(ConnectSessions.Found.Unknown.class);
    }

    private ConnectSessions at(Duration later) {
        InstantSource now = InstantSource.offset(InstantSource.system(), later);
        return new ConnectSessions(store, links, now);
    }

    private static String secret(ConnectLinks.Link opened) {
        return opened.url().replaceFirst(".*/", "");
    }
}
