package io.patchbay.example.broken;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.util.List;

final class BrokenActions {
    private BrokenActions() {}

    static List<Variant> all() {
        return List.of(
                acting("C18_every_declared_action_is_carried_out", (_, _) -> new ActionOutcome.Refused("no")),
                acting(
                        "C18_what_is_done_is_what_the_next_round_finds",
                        (good, request) -> good.act(request) instanceof ActionOutcome.Done(var readings)
                                ? new ActionOutcome.Done(readings.stream()
                                        .map(BrokenActions::off)
                                        .toList())
                                : new ActionOutcome.Refused("no")),
                acting("C18_what_the_vendor_will_not_do_is_refused", (good, request) -> {
                    ActionOutcome outcome = good.act(request);
                    if (outcome instanceof ActionOutcome.Refused(var reason)) {
                        throw new ConnectorException(new Failure.Puzzled(reason, ""));
                    }
                    return outcome;
                }),
                acting("C18_what_could_not_be_tried_is_thrown", (good, request) -> {
                    try {
                        return good.act(request);
                    } catch (ConnectorException e) {
                        return new ActionOutcome.Refused(e.failure().cause());
                    }
                }));
    }

    private static Variant acting(String rule, Altered.Acting part) {
        return new Variant(rule, () -> new Altered().acting(part));
    }

    private static Reading off(Reading r) {
        return new Reading(r.thingId(), r.componentId(), r.propertyId(), Value.of(false), r.at());
    }
}
