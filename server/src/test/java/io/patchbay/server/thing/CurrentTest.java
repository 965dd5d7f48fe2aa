package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.web.Rendered;
import io.patchbay.thing.Availability;
import io.patchbay.thing.ValueType;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is kept in memory is what is stored, whoever changes it and whoever looks meanwhile.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class CurrentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PUTS = 100;

    @Inject
    Writer writer;

    @Inject
    Things things;

    @Inject
    ThingReads reads;

    @Inject
    ThingAnswers answers;

    private final AppId app = TestToken.ofNewApp().app();

    private UUID thing() {
        Shape.Property number = new Shape.Property("n", "n", ValueType.NUMBER, "", "");
        Shape.Component component = new Shape.Component("c", "C", "C", List.of(), List.of(number), List.of());
        Shape shape = new Shape("Own", "", "OWN", "c", List.of(), List.of(component));
        return things.create(
                app, "anna", new NewThing(shape, Availability.AVAILABLE, List.of(new NewThing.Initial("c", "n", "0"))));
    }

    private static int value(JsonNode property) {
        return Integer.parseInt(property.get("value").asText());
    }

    private static JsonNode json(Optional<Rendered> answer) {
        try {
            return JSON.readTree(answer.orElseThrow().json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The ways to see the value: each alone in memory, and past it.
    private List<IntSupplier> views(UUID thing) {
        Optional<String> any = Optional.empty();
        Key key = new Key(thing, "c", "n");
        return List.of(
                () -> value(json(answers.property(app, any, key))),
                () -> value(json(answers.component(app, any, thing, "c", true))
                        .get("properties")
                        .get(0)),
                () -> value(json(answers.thing(app, any, thing, true))
                        .get("components")
                        .get(0)
                        .get("properties")
                        .get(0)),
                () -> Integer.parseInt(String.valueOf(
                        reads.property(app, key).orElseThrow().property().value())));
    }

    /// One thing is written again and again. Whoever looks sees at least what was answered before, and at least what it
    /// has seen before, whichever way it looked.
    @Test
    void a_read_never_goes_back() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < 3; t++) {
                UUID thing = thing();
                AtomicInteger answered = new AtomicInteger();
                AtomicBoolean done = new AtomicBoolean();
                all.add(threads.submit(() -> {
                    IntStream.rangeClosed(1, PUTS).forEach(i -> {
                        writer.put(app, Optional.empty(), new Key(thing, "c", "n"), Integer.toString(i));
                        answered.set(i);
                    });
                    done.set(true);
                }));
                for (int r = 0; r < 4; r++) {
                    all.add(threads.submit(() -> look(views(thing), answered, done)));
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void look(List<IntSupplier> views, AtomicInteger answered, AtomicBoolean done) {
        int seen = 0;
        int turn = 0;
        boolean last;
        do {
            last = done.get();
            int least = Math.max(seen, answered.get());
            turn = (turn + 1) % views.size();
            seen = views.get(turn).getAsInt();
            assertThat(seen).as("view %d", turn).isGreaterThanOrEqualTo(least);
        } while (!last);
        assertThat(seen).isEqualTo(PUTS);
    }

    @Test
    void what_is_deleted_is_gone_at_once() {
        UUID thing = thing();
        assertThat(answers.property(app, Optional.empty(), new Key(thing, "c", "n")))
                .isPresent();
        assertThat(answers.thing(app, Optional.empty(), thing, false)).isPresent();
        things.delete(app, Optional.empty(), thing);
        assertThat(answers.property(app, Optional.empty(), new Key(thing, "c", "n")))
                .isEmpty();
        assertThat(answers.thing(app, Optional.empty(), thing, false)).isEmpty();
    }

    @Test
    void a_status_is_seen_at_once() {
        UUID thing = thing();
        assertThat(json(answers.thing(app, Optional.empty(), thing, false))
                        .get("status")
                        .asText())
                .isEqualTo("AVAILABLE");
        writer.patch(app, Optional.empty(), thing, Availability.UNAVAILABLE);
        assertThat(json(answers.thing(app, Optional.empty(), thing, false))
                        .get("status")
                        .asText())
                .isEqualTo("UNAVAILABLE");
    }

    @Test
    void what_one_app_has_read_is_not_there_for_another_app_or_subject() {
        UUID thing = thing();
        assertThat(answers.thing(app, Optional.of("anna"), thing, false)).isPresent();
        assertThat(answers.thing(app, Optional.of("bob"), thing, false)).isEmpty();
        assertThat(answers.thing(TestToken.ofNewApp().app(), Optional.of("anna"), thing, false))
                .isEmpty();
        assertThat(answers.thing(app, Optional.empty(), thing, false)).isPresent();
    }
}
