package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Acts;
import io.patchbay.tck.simulator.JsonText;
import io.patchbay.thing.Action;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which things a connector finds, and that they are what it declares.
abstract class DiscoveryRules extends Rules {
    DiscoveryRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C06_things_are_reported_before_their_readings() {
        Trial trial = trial();
        assertThat(good(trial).things())
                .as("C06 things of a customer who has some")
                .get()
                .satisfies(things -> assertThat(things).isNotEmpty());
        assertThat(trial.broken(List.of("C06"))).isEmpty();
    }

    @Test
    void C10_the_same_data_bring_the_same_ids() {
        Trial trial = trial();
        Set<String> first = addresses(good(trial));
        trial.clock().advance(Duration.ofDays(400));
        assertThat(addresses(good(trial))).as("C10 ids a year later").isEqualTo(first);
        assertThat(addresses(good(trial()))).as("C10 ids of another client").isEqualTo(first);
        Trial restarted = keep(Trial.after(
                trial, vendor(), contract.instance(), contract.clients().getFirst()));
        assertThat(addresses(good(restarted))).as("C10 ids after a restart").isEqualTo(first);
    }

    private static Set<String> addresses(Round round) {
        return round.things().orElseThrow().stream()
                .flatMap(thing -> thing.components().stream()
                        .flatMap(component -> Stream.concat(
                                        component.properties().stream().map(Property::id),
                                        component.actions().stream().map(Action::id))
                                .map(id -> thing.id() + "/" + component.id() + "/" + id)))
                .collect(Collectors.toSet());
    }

    /// Changes every text of every answer: where a thing's name follows, its id must not.
    @Test
    void C10_a_renamed_device_keeps_its_id() {
        List<Thing> before = good(trial()).things().orElseThrow();
        Map<String, String> names = before.stream().collect(Collectors.toMap(Thing::name, Thing::id, (a, b) -> a));
        int calls = callsOfARound();
        for (int call = 0; call < calls; call++) {
            for (JsonText.Leaf leaf : Answers.leaves(vendor(), call, () -> trial().round())) {
                if (leaf.text()) {
                    String other = leaf.raw().substring(0, leaf.raw().length() - 1) + " 2\"";
                    vendor().faults().rewriting(call, body -> JsonText.with(body, leaf.index(), other));
                    trial().round().things().ifPresent(after -> keepsIds(names, after, leaf));
                }
            }
        }
    }

    private static void keepsIds(Map<String, String> ids, List<Thing> after, JsonText.Leaf leaf) {
        for (Thing thing : after) {
            String former = thing.name().endsWith(" 2")
                    ? thing.name().substring(0, thing.name().length() - 2)
                    : thing.name();
            if (!ids.containsKey(thing.name()) && ids.containsKey(former)) {
                assertThat(thing.id())
                        .as("C10 id after %s was renamed", leaf.raw())
                        .isEqualTo(ids.get(former));
            }
        }
    }

    @Test
    void C11_no_property_type_is_undeclared() {
        assertThat(description().makes()).as("C11 makes").containsAll(observed(false));
    }

    @Test
    void C11_every_declared_property_type_comes_with_a_value() {
        assertThat(observed(true))
                .as("C11 property types with a value")
                .containsAll(description().makes());
    }

    /// @param withValue only those of which a value was read
    private Set<PropertyType> observed(boolean withValue) {
        Set<PropertyType> types = EnumSet.noneOf(PropertyType.class);
        for (Map<String, Object> client : contract.clients()) {
            Round round = good(trial(client));
            for (Typed property : Typed.of(round.things().orElseThrow())) {
                if (!withValue
                        || round.readings().stream()
                                .anyMatch(r -> property.isOf(r) && !(r.value() instanceof Value.Absent))) {
                    types.add(property.type());
                }
            }
        }
        return types;
    }

    @Test
    void C11_the_declared_actions_are_those_the_things_have() {
        Set<String> observed = new HashSet<>();
        for (Map<String, Object> client : contract.clients()) {
            good(trial(client))
                    .things()
                    .orElseThrow()
                    .forEach(thing -> thing.components()
                            .forEach(component -> component.actions().forEach(action -> observed.add(action.id()))));
        }
        assertThat(observed).as("C11 actions").isEqualTo(description().acts());
    }

    @Test
    void C11_a_client_can_act_if_actions_are_declared() {
        assertThat(trial().client() instanceof Acts)
                .as("C11 the client is an Acts, with %s declared", description().acts())
                .isEqualTo(!description().acts().isEmpty());
    }
}
