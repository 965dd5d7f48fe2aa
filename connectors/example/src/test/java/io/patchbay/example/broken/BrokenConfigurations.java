package io.patchbay.example.broken;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Problem;
import java.util.List;

final class BrokenConfigurations {
    private BrokenConfigurations() {}

    static List<Variant> all() {
        return List.of(
                opening("C02_open_takes_whatever_the_forms_accept", (good, context) -> {
                    if (context.instance().number("calls_per_minute").intValue() == 6000) {
                        throw new IllegalArgumentException("too many");
                    }
                    return good.open(context);
                }),
                opening("C02_open_calls_nobody", (good, context) -> {
                    try {
                        context.http().send(Call.get("/v1/key"));
                    } catch (ConnectorException | InterruptedException | RuntimeException e) {
                        return good.open(context);
                    }
                    return good.open(context);
                }),
                checking("C17_check_accepts_what_works", (_, _) -> {
                    throw refused();
                }),
                checking("C17_check_refuses_what_the_vendor_refuses", (_, _) -> {}),
                checking("C17_check_does_not_blame_the_developer_for_the_vendor", (good, context) -> {
                    try {
                        good.check(context);
                    } catch (ConnectorException e) {
                        throw refused();
                    }
                }),
                checking("C17_check_is_at_most_one_call_and_changes_nothing", (good, context) -> {
                    good.check(context);
                    good.check(context);
                }));
    }

    private static Variant opening(String rule, Altered.Opening part) {
        return new Variant(rule, () -> new Altered().opening(part));
    }

    private static Variant checking(String rule, Altered.Checking part) {
        return new Variant(rule, () -> new Altered().checking(part));
    }

    private static ConnectorException refused() {
        return new ConnectorException(
                new Failure.Misconfigured(List.of(new Problem("api_key", "is refused by Example Weather"))));
    }
}
