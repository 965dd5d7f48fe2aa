package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Connector;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a connector says of itself.
abstract class DescriptionRules extends Rules {
    DescriptionRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C01_the_description_is_constant() {
        Connector connector = contract.connector();
        // compared as texts: patterns in it have no equality of their own
        String first = connector.description().toString();
        assertThat(connector.description()).as("C01 asked twice").hasToString(first);
        assertThat(description()).as("C01 asked of another one").hasToString(first);
    }

    @Test
    void C01_the_service_finds_the_connector() {
        assertThat(ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::type))
                .as("C01 connectors in META-INF/services/%s", Connector.class.getName())
                .anyMatch(contract.connector().getClass()::equals);
    }

    @Test
    void C01_people_can_read_the_description() {
        Description description = description();
        assertThat(description.name()).as("C01 name").isNotBlank();
        assertThat(description.description()).as("C01 description").isNotBlank();
        assertThat(description.logo()).as("C01 logo").matches("|https?://.+|data:.+");
        assertThat(description.baseUrl().isAbsolute())
                .as("C01 baseUrl %s", description.baseUrl())
                .isTrue();
        assertThat(fields()).allSatisfy(field -> {
            assertThat(field.key()).as("C01 key").matches("[a-z][a-z0-9_]*");
            assertThat(field.label().title()).as("C01 title of %s", field.key()).isNotBlank();
            assertThat(field.label().help()).as("C01 help of %s", field.key()).isNotBlank();
        });
    }

    @Test
    void C01_samples_pass_their_own_form() {
        for (Form form : List.of(description().instance(), description().client())) {
            assertThat(form.check(form.sample()))
                    .as("C01 sample %s", form.sample().keySet())
                    .isInstanceOf(Checked.Valid.class);
        }
    }

    @Test
    void C01_the_authorization_names_fields_of_the_instance() {
        switch (description().authorization()) {
            case Authorization.None() -> {}
            case Authorization.Key(String field) -> hasField(field, Field.Secret.class);
            case Authorization.OAuth2Code code -> hasClient(code.client(), code.authorize(), code.token());
            case Authorization.OAuth2Device device -> hasClient(device.client(), device.device(), device.token());
        }
    }

    private void hasClient(Authorization.OAuth2Client client, String... addresses) {
        hasField(client.id(), Field.Text.class);
        client.secret().ifPresent(field -> hasField(field, Field.Secret.class));
        client.returns().ifPresent(field -> hasField(field, Field.Url.class));
        assertThat(addresses)
                .as("C01 addresses of the authorization")
                .allMatch(address ->
                        address.startsWith("/") || URI.create(address).isAbsolute());
    }

    private void hasField(String key, Class<? extends Field> kind) {
        assertThat(description().instance().fields())
                .as("C01 the authorization names a %s field \"%s\"", kind.getSimpleName(), key)
                .anyMatch(field -> field.key().equals(key) && kind.isInstance(field));
    }

    private Stream<Field> fields() {
        return Stream.concat(description().instance().fields().stream(), description().client().fields().stream());
    }
}
