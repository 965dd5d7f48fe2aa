package io.patchbay.example.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.patchbay.connector.Connector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.junit.platform.testkit.engine.Events;

/// The kit finds what it is there to find.
class KitTest {
    private static final Pattern RULE = Pattern.compile("C\\d\\d");

    static List<Variant> variants() {
        return Stream.of(
                        BrokenDescriptions.all(),
                        BrokenConfigurations.all(),
                        BrokenThings.all(),
                        BrokenReadings.all(),
                        BrokenActions.all(),
                        BrokenFailures.all(),
                        BrokenLives.all(),
                        BrokenSecrets.all())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void a_good_connector_passes_every_rule_and_every_rule_has_a_variant_that_breaks_it() {
        Events tests = run(Altered::new);
        assertThat(failures(tests)).isEmpty();
        assertThat(tests.skipped().stream()).isEmpty();
        Set<String> rules = tests.succeeded().stream().map(KitTest::name).collect(Collectors.toSet());
        assertThat(variants()).extracting(Variant::rule).containsExactlyInAnyOrderElementsOf(rules);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_broken_connector_fails_its_rule_and_no_other(Variant variant) {
        Map<String, String> failures = failures(run(variant.connector()));
        assertThat(failures).containsKey(variant.rule());
        assertThat(failures).allSatisfy((test, message) -> {
            Matcher rule = RULE.matcher(message);
            assertThat(rule.find())
                    .as("%s says which rule is broken: %s", test, message)
                    .isTrue();
            assertThat(rule.group()).as("%s: %s", test, message).isEqualTo(variant.number());
        });
    }

    private static Events run(Supplier<Connector> connector) {
        BrokenContract.CONNECTOR.set(connector);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BrokenContract.class))
                .execute()
                .testEvents();
    }

    private static Map<String, String> failures(Events tests) {
        Map<String, String> failures = new TreeMap<>();
        tests.stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .forEach(event -> event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .ifPresent(thrown -> failures.put(name(event), String.valueOf(thrown.getMessage()))));
        return failures;
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replace("()", "");
    }
}
