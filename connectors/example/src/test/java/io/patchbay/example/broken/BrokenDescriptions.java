package io.patchbay.example.broken;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Label;
import io.patchbay.thing.PropertyType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

final class BrokenDescriptions {
    private static final AtomicInteger ASKED = new AtomicInteger();

    private BrokenDescriptions() {}

    static List<Variant> all() {
        return List.of(
                described("C01_the_description_is_constant", d -> named(d, "Example " + ASKED.incrementAndGet())),
                new Variant("C01_the_service_finds_the_connector", () -> new Unregistered(new Altered())),
                described("C01_people_can_read_the_description", d -> named(d, " ")),
                described("C01_samples_pass_their_own_form", d -> form(d, Form.of(badSample()))),
                described(
                        "C01_the_authorization_names_fields_of_the_instance",
                        d -> with(d, d.client(), new Authorization.Key("calls_per_minute"), d.makes())),
                described(
                        "C02_the_forms_accept_the_configurations_of_the_contract",
                        d -> form(d, Form.of(Field.text("site", "Site", "A.", "b"), Field.text("c", "C", "D.", "e")))),
                described("C11_no_property_type_is_undeclared", d -> makes(d, false, PropertyType.HUMIDITY)),
                described(
                        "C11_every_declared_property_type_comes_with_a_value", d -> makes(d, true, PropertyType.CO2)));
    }

    private static Variant described(String rule, UnaryOperator<Description> change) {
        return new Variant(rule, () -> new Altered().description(change));
    }

    private static Field badSample() {
        return new Field.Text(new Label("site", "Site", "A.", true), "A!", Optional.of(Pattern.compile("[a-z]+")), 9);
    }

    private static Description makes(Description d, boolean more, PropertyType type) {
        Set<PropertyType> makes = EnumSet.copyOf(d.makes());
        if (more) {
            makes.add(type);
        } else {
            makes.remove(type);
        }
        return with(d, d.client(), d.authorization(), makes);
    }

    private static Description form(Description d, Form client) {
        return with(d, client, d.authorization(), d.makes());
    }

    private static Description with(Description d, Form client, Authorization authorization, Set<PropertyType> makes) {
        return new Description(
                d.id(),
                d.typeId(),
                d.name(),
                d.description(),
                d.logo(),
                d.baseUrl(),
                d.instance(),
                client,
                authorization,
                d.pace(),
                d.limits(),
                makes,
                d.acts());
    }

    private static Description named(Description d, String description) {
        return new Description(
                d.id(),
                d.typeId(),
                d.name(),
                description,
                d.logo(),
                d.baseUrl(),
                d.instance(),
                d.client(),
                d.authorization(),
                d.pace(),
                d.limits(),
                d.makes(),
                d.acts());
    }

    /// In no file of `META-INF/services`.
    private record Unregistered(Connector good) implements Connector {
        @Override
        public Description description() {
            return good.description();
        }

        @Override
        public void check(InstanceContext context) throws ConnectorException, InterruptedException {
            good.check(context);
        }

        @Override
        public Client open(ClientContext context) {
            return good.open(context);
        }
    }
}
