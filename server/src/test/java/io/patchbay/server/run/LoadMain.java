package io.patchbay.server.run;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Pace;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.vendor.TestVendors;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import javax.management.ObjectName;

/// What the engine itself costs: a crowd of clients whose connector reports the same ten readings again and again and
/// calls nobody. Prints heap per client, CPU per poll and lateness. Run by hand:
/// `LoadMain <clients> <interval in seconds> <seconds to measure>`.
final class LoadMain {
    private static final LongAdder POLLS = new LongAdder();
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final List<Reading> READINGS = IntStream.range(0, 10)
            .mapToObj(i -> new Reading("station", "outdoor", "property-" + i, Value.of(i * 1.25), Instant.EPOCH))
            .toList();
    private static final List<Thing> THINGS = List.of(new Thing(
            "station",
            "Station",
            "Somebody",
            "WEATHER_STATION",
            "outdoor",
            Availability.AVAILABLE,
            List.of(),
            List.of(new Component(
                    "outdoor",
                    "Outdoor",
                    "WEATHER",
                    Set.of(),
                    IntStream.range(0, 10)
                            .mapToObj(i -> new Property("property-" + i, "Property " + i, PropertyType.TEMPERATURE))
                            .toList(),
                    List.of()))));

    private LoadMain() {}

    private record Api(ClientContext context) {}

    private record Poller(ClientContext context, Api api) implements Polled {
        @Override
        public void poll(Sink sink) {
            POLLS.increment();
            sink.things(THINGS);
            READINGS.forEach(sink::reading);
        }
    }

    private static final class Quiet implements Connector {
        private static final Description DESCRIPTION = new Description(
                1,
                "crowd",
                "Crowd",
                "For tests.",
                "",
                NOWHERE,
                Crowd.INSTANCE,
                Crowd.CLIENT,
                new Authorization.None(),
                new Pace(Duration.ofMinutes(1)),
                List.of(),
                Set.of(PropertyType.TEMPERATURE),
                Set.of());

        @Override
        public Description description() {
            return DESCRIPTION;
        }

        @Override
        public void check(InstanceContext context) {}

        @Override
        public Client open(ClientContext context) {
            return new Poller(context, new Api(context));
        }
    }

    private static final class All implements Ownership {
        @Override
        public List<Epoch> take() {
            return IntStream.range(0, Slice.COUNT)
                    .mapToObj(n -> new Epoch(new Slice(n), 1))
                    .toList();
        }

        @Override
        public Optional<Epoch> epoch(Slice slice) {
            return Optional.of(new Epoch(slice, 1));
        }

        @Override
        public List<Slice> lost() {
            return List.of();
        }
    }

    public static void main(String[] args) throws Exception {
        int clients = Integer.parseInt(args[0]);
        Duration interval = Duration.ofSeconds(Long.parseLong(args[1]));
        long seconds = Long.parseLong(args[2]);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TestVendors vendors = new TestVendors(InstantSource.system(), meters);
        Technology technology = new Technology(new Quiet(), Quiet.DESCRIPTION, NOWHERE, interval, true);
        Engine engine = new Engine(
                new Engine.Rooms(
                        new Crowd(clients),
                        new Addresses(),
                        (_, _) -> {},
                        new All(),
                        _ -> Optional.of(technology),
                        (_, _, _) -> Optional.empty(),
                        vendors.vendors(),
                        new RecentCalls(InstantSource.system())),
                InstantSource.system(),
                meters,
                20_000,
                2);
        long empty = heap();
        long begun = System.nanoTime();
        engine.begin();
        while (POLLS.sum() == 0) {
            Thread.sleep(1);
        }
        System.out.printf("first poll after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        while (!engine.isLoaded()) {
            Thread.sleep(1);
        }
        System.out.printf("loaded after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        System.out.printf("waiting: %d bytes per client%n", (heap() - empty) / clients);
        Thread.sleep(interval.plusSeconds(2));
        histogram();
        System.out.printf("open: %d bytes per client%n", (heap() - empty) / clients);
        measure(meters, seconds);
        engine.end();
        vendors.close();
        System.exit(0);
    }

    private static void measure(SimpleMeterRegistry meters, long seconds) throws InterruptedException {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long polls = POLLS.sum();
        long cpu = os.getProcessCpuTime();
        long gc = gcMillis();
        long begun = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        double done = POLLS.sum() - polls;
        System.out.printf(
                "%.0f polls/s, %.1f us CPU per poll, %.1f %% of the time in pauses for GC%n",
                done * 1e9 / (System.nanoTime() - begun),
                (os.getProcessCpuTime() - cpu) / 1e3 / done,
                (gcMillis() - gc) / 10.0 / seconds);
        Timer lateness = meters.get("patchbay.polls.lateness").timer();
        HistogramSnapshot snapshot = lateness.takeSnapshot();
        Arrays.stream(snapshot.histogramCounts())
                .filter(bucket -> bucket.count() >= 0.99 * snapshot.count())
                .findFirst()
                .ifPresent(bucket -> System.out.printf("lateness p99: at most %.1f ms%n", bucket.bucket() / 1e6));
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(bean -> !bean.getName().contains("Concurrent"))
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void histogram() throws Exception {
        String text = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Arrays.stream(text.split("\n")).limit(45).forEach(System.out::println);
    }
}
