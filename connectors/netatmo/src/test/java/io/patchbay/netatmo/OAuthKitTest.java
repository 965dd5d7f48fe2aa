package io.patchbay.netatmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.patchbay.connector.Batch;
import io.patchbay.connector.Call;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Memory;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Authorization.OAuth2Code;
import io.patchbay.connector.description.Authorization.Rejected;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Description;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/// The kit finds what a connector does wrong about consent and tokens: this connector, with one mistake each.
class OAuthKitTest {
    /// The connector of [BrokenContract].
    private static final AtomicReference<Connector> CONNECTOR = new AtomicReference<>(new NetatmoConnector());

    /// Not a test of its own.
    static class BrokenContract extends NetatmoContractTest {
        @Override
        protected Connector connector() {
            return CONNECTOR.get();
        }
    }

    @Test
    void consent_must_be_declared() {
        assertThat(broken(new Mistaken().authorization(_ -> new Authorization.None())))
                .contains("C19_the_description_declares_consent");
    }

    @Test
    void a_client_that_brings_a_token_of_its_own_is_found() {
        assertThat(broken(new Mistaken()
                        .http(http -> call -> http.send(call.header("authorization", "Bearer of my own")))))
                .contains("C19_a_client_leaves_tokens_to_its_context");
    }

    @Test
    void a_client_that_refreshes_by_itself_is_found() {
        assertThat(broken(new Mistaken().http(http -> call -> {
                    http.send(Call.form("/oauth2/token", Map.of("grant_type", "refresh_token")));
                    return http.send(call);
                })))
                .contains("C19_a_client_leaves_tokens_to_its_context");
    }

    @Test
    void refusals_that_are_not_recognized_are_found() {
        assertThat(broken(new Mistaken().authorization(a -> rejected(a, Rejected.byStatus401()))))
                .contains(
                        "C19_a_token_that_is_too_old_is_refreshed_once_and_unseen",
                        "C19_an_action_is_tried_again_with_a_new_token",
                        "C19_a_token_that_is_refused_even_when_new_is_the_subjects");
    }

    @Test
    void a_refusal_of_something_else_that_is_taken_for_the_tokens_is_found() {
        assertThat(broken(new Mistaken().authorization(a -> rejected(a, new Rejected(Set.of(403), Optional.empty())))))
                .containsExactly("C19_a_token_that_is_good_is_not_refreshed");
    }

    @Test
    void a_withdrawn_consent_that_is_said_to_go_by_is_found() {
        assertThat(broken(new Mistaken().http(http -> call -> {
                    try {
                        return http.send(call);
                    } catch (ConnectorException e) {
                        throw new ConnectorException(new Failure.Unavailable("try again"), e);
                    }
                })))
                .containsExactly("C19_a_consent_that_is_withdrawn_is_the_subjects");
    }

    @Test
    void addresses_that_lead_nowhere_are_found() {
        assertThat(broken(new Mistaken()
                        .authorization(a -> a instanceof OAuth2Code c
                                ? new OAuth2Code(
                                        "/oauth2/authorise",
                                        c.token(),
                                        c.revoke(),
                                        c.scopes(),
                                        c.pkce(),
                                        c.client(),
                                        c.rejected())
                                : a)))
                .containsExactly("C19_the_declared_addresses_lead_to_a_token");
    }

    @Test
    void a_check_that_takes_any_secret_is_found() {
        assertThat(broken(new Mistaken().taking())).containsExactly("C19_check_tells_a_wrong_client_secret");
    }

    @Test
    void a_connector_without_a_mistake_passes() {
        assertThat(broken(new Mistaken())).isEmpty();
    }

    private static Authorization rejected(Authorization authorization, Rejected rejected) {
        return authorization instanceof OAuth2Code c
                ? new OAuth2Code(c.authorize(), c.token(), c.revoke(), c.scopes(), c.pkce(), c.client(), rejected)
                : authorization;
    }

    /// The tests of the kit's OAuth aspect that fail for a connector.
    private static Set<String> broken(Connector connector) {
        CONNECTOR.set(connector);
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedClass(
                        List.of(BrokenContract.class.getName()), "io.patchbay.tck.OAuthContract$Consenting"))
                .execute()
                .testEvents();
        // none would be no failure either
        assertThat(tests.finished().count()).as("tests of the aspect").isEqualTo(9);
        return tests.stream()
                .filter(OAuthKitTest::failed)
                .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
                .collect(Collectors.toSet());
    }

    private static boolean failed(Event event) {
        return event.getType() == EventType.FINISHED
                && event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .isPresent();
    }

    /// The good connector with one of its parts replaced.
    private static final class Mistaken implements Connector {
        private final Connector good = new NetatmoConnector();
        private UnaryOperator<Authorization> authorization = a -> a;
        private UnaryOperator<VendorHttp> http = h -> h;
        private boolean takesAnything;

        Mistaken authorization(UnaryOperator<Authorization> part) {
            authorization = part;
            return this;
        }

        Mistaken http(UnaryOperator<VendorHttp> part) {
            http = part;
            return this;
        }

        Mistaken taking() {
            takesAnything = true;
            return this;
        }

        @Override
        public Description description() {
            Description d = good.description();
            return new Description(
                    d.id(),
                    d.typeId(),
                    d.name(),
                    d.description(),
                    d.logo(),
                    d.baseUrl(),
                    d.instance(),
                    d.client(),
                    authorization.apply(d.authorization()),
                    d.pace(),
                    d.limits(),
                    d.makes(),
                    d.acts());
        }

        @Override
        public void check(InstanceContext context) throws ConnectorException, InterruptedException {
            try {
                good.check(context);
            } catch (ConnectorException e) {
                if (!takesAnything) {
                    throw e;
                }
            }
        }

        @Override
        public Client open(ClientContext context) {
            return good.open(new WithHttp(context, http.apply(context.http())));
        }
    }

    private record WithHttp(ClientContext context, VendorHttp http) implements ClientContext {
        @Override
        public Config instance() {
            return context.instance();
        }

        @Override
        public Config config() {
            return context.config();
        }

        @Override
        public InstantSource clock() {
            return context.clock();
        }

        @Override
        public Memory memory() {
            return context.memory();
        }

        @Override
        public System.Logger log() {
            return context.log();
        }

        @Override
        public <T> T together(String key, Batch<T> batch) throws ConnectorException, InterruptedException {
            return context.together(key, batch);
        }
    }
}
