package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Starting, stopping and polling clients while they run. In real time.
class LifecycleTest {
    private final Lab lab = Lab.polling(Duration.ofMillis(200));
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        release.countDown();
        lab.close();
        assertThat(lab.probe.wrong)
                .as("calls overlapped, or came after a close")
                .isFalse();
    }

    @Test
    void a_stop_ends_a_call_that_hangs_and_drops_what_it_brought() {
        lab.probe.calling = (_, sink) -> {
            Probe.report(sink, "5");
            hanging.countDown();
            release.await();
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> hanging.getCount() == 0);
        lab.engine.stop(id);
        assertThat(lab.probe.closed).hasValue(1);
        assertThat(lab.engine.live(id)).isEmpty();
        assertThat(lab.writes).isEmpty();
        assertThat(lab.rows.told).isEmpty();
    }

    @Test
    void a_call_that_ignores_its_interrupt_is_fenced_after_ten_seconds() {
        lab.probe.calling = (_, sink) -> {
            Probe.report(sink, "5");
            hanging.countDown();
            uninterruptibly(release);
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> hanging.getCount() == 0);
        long begun = System.nanoTime();
        lab.engine.stop(id);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(9));
        assertThat(lab.probe.closed).as("it is still inside").hasValue(0);
        release.countDown();
        await().until(() -> lab.probe.closed.get() == 1);
        assertThat(lab.writes).isEmpty();
    }

    @Test
    void a_stopped_call_that_goes_on_all_the_same_reaches_its_vendor_no_more() {
        lab.probe.calling = (context, sink) -> {
            hanging.countDown();
            uninterruptibly(release);
            Probe.ask(context, sink);
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> hanging.getCount() == 0);
        Thread stopping = Thread.ofVirtual().start(() -> lab.engine.stop(id));
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        await().until(() -> lab.probe.closed.get() == 1);
        assertThat(lab.vendor.calls()).isEmpty();
        assertThat(lab.writes).isEmpty();
    }

    @Test
    void a_restart_ends_the_call_under_way_and_opens_the_client_anew() {
        lab.probe.calling = (_, sink) -> {
            Probe.report(sink, "old");
            hanging.countDown();
            release.await();
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> hanging.getCount() == 0);
        lab.probe.calling = (_, sink) -> Probe.report(sink, "new");
        lab.engine.start(id);
        await().until(() -> lab.is(id, Status.STARTED));
        assertThat(lab.probe.opened).hasValue(2);
        assertThat(lab.probe.closed).hasValue(1);
        assertThat(lab.writes).hasSize(1);
        assertThat(lab.writes.getFirst().report().readings()).containsExactly(Probe.reading("new"));
    }

    @Test
    void calls_of_one_client_never_overlap_however_it_is_started_stopped_and_polled() throws Exception {
        lab.begin();
        ClientId id = lab.started();
        Random random = new Random(1);
        List<Runnable> wishes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int wish = random.nextInt(3);
            wishes.add(() -> {
                switch (wish) {
                    case 0 -> lab.engine.start(id);
                    case 1 -> lab.engine.stop(id);
                    default -> lab.engine.poll(id);
                }
            });
        }
        try (ExecutorService forty =
                Executors.newFixedThreadPool(40, Thread.ofVirtual().factory())) {
            for (Future<?> done : wishes.stream().map(forty::submit).toList()) {
                done.get();
            }
        }
        lab.engine.start(id);
        int calls = lab.probe.calls.get();
        await().until(() -> lab.probe.calls.get() > calls + 1);
        lab.engine.stop(id);
        assertThat(lab.probe.closed).hasValue(lab.probe.opened.get());
        int last = lab.probe.calls.get();
        lab.vendor.forget();
        await().during(Duration.ofMillis(600)).until(() -> lab.probe.calls.get() == last);
        assertThat(lab.meters
                        .get("patchbay.clients")
                        .tag("status", "started")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void an_overload_delays_all_alike() throws Exception {
        try (Lab narrow = new Lab(java.time.InstantSource.system(), Duration.ofMillis(100), false, 2)) {
            List<ClientId> ids = Stream.generate(narrow::started).limit(50).toList();
            narrow.begin();
            await().until(() -> ids.stream().allMatch(id -> narrow.is(id, Status.STARTED)));
            assertThat(narrow.running()).isLessThanOrEqualTo(2);
            assertThat(narrow.probe.wrong).isFalse();
        }
    }

    @Test
    void the_end_lets_calls_under_way_finish() throws Exception {
        lab.probe.calling = (_, sink) -> {
            hanging.countDown();
            release.await();
            Probe.report(sink, "5");
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> hanging.getCount() == 0);
        Thread ending = Thread.ofVirtual().start(() -> {
            try {
                lab.engine.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        release.countDown();
        ending.join();
        assertThat(lab.writes).hasSize(1);
        assertThat(lab.probe.closed).hasValue(1);
        assertThat(lab.is(id, Status.STARTED)).isTrue();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // as a connector that breaks C4
            }
        }
    }
}
