package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.ChangeRows;
import io.patchbay.bench.lab.Database;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import io.patchbay.server.history.HistoryPlan;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// A day of one property and its month in hours, out of a month of a thousand properties: 20 million changes. Any
/// property is asked for, one after the other, so that most of what is read was not read just before. The same is
/// measured while a tenth of the changes is there: what it costs must not grow with them.
final class HistoryBenchmark implements Benchmark {
    private static final String DAY = "history-day";
    private static final String MONTH = "history-month";
    private static final int PROPERTIES = 1000;
    private static final int FEW = 100;
    private static final int DAYS = 30;

    @Override
    public List<String> names() {
        return List.of(DAY, MONTH);
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Service service = new Service(lab);
        service.start();
        Api api = new Api(service);
        Meters.make(api, service, PROPERTIES);
        Database database = service.database();
        // 20,000 for each property
        ChangeRows rows = ChangeRows.before(
                database, DAYS, lab.isQuick() ? Duration.ofSeconds(1296) : Duration.ofMillis(129_600));
        rows.fill(lab, 0, FEW);
        Asked few = new Asked(lab, service, api, rows, 0, FEW);
        double dayOfFew = Rounds.median(few.rounds(few.days));
        double monthOfFew = Rounds.median(few.rounds(few.months));
        rows.fill(lab, FEW, PROPERTIES - FEW);
        Asked all = new Asked(lab, service, api, rows, FEW, PROPERTIES - FEW);
        List<Double> days = all.rounds(all.days);
        Map<String, Object> ofDays = all.notes(dayOfFew);
        List<Double> months = all.rounds(all.months);
        Map<String, Object> ofMonths = all.notes(monthOfFew);
        lab.write(
                "history-plans.txt",
                "A day of one property\n\n" + HistoryPlan.ofValues(database, all.property(), all.dayFrom, rows.to())
                        + "\n\nA month of one property in hours\n\n"
                        + HistoryPlan.ofHours(database, all.property(), rows.from(), rows.to()) + "\n");
        return List.of(
                Result.alone(DAY, "ms", days, Goal.AT_MOST, 20, ofDays),
                Result.alone(MONTH, "ms", months, Goal.AT_MOST, 200, ofMonths));
    }

    /// The properties that are asked for, over one connection.
    private static final class Asked {
        private final Lab lab;
        private final Service service;
        private final Api api;
        private final List<Map<String, Object>> properties;
        private final Instant dayFrom;
        private final List<String> days;
        private final List<String> months;
        private final List<Double> percentiles = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom(7);

        Asked(Lab lab, Service service, Api api, ChangeRows rows, int skipped, int count) {
            this.lab = lab;
            this.service = service;
            this.api = api;
            this.properties = properties(service.database(), skipped, count);
            this.dayFrom = rows.to().minus(Duration.ofDays(1));
            this.days = paths("?limit=1000&from=" + dayFrom + "&to=" + rows.to());
            this.months = paths("?limit=1000&bucket=1h&from=" + rows.from() + "&to=" + rows.to());
        }

        private List<String> paths(String query) {
            return properties.stream()
                    .map(p -> "/things/" + p.get("thing") + "/components/" + p.get("component") + "/properties/"
                            + p.get("property") + "/history" + query)
                    .toList();
        }

        Map<String, Object> property() {
            return properties.getFirst();
        }

        /// The median of each round, in milliseconds.
        List<Double> rounds(List<String> paths) {
            percentiles.clear();
            ask(paths, lab.warmUp());
            List<Double> rounds = new ArrayList<>();
            for (int i = 0; i < lab.rounds(); i++) {
                Histogram micros = ask(paths, lab.round());
                rounds.add(micros.getValueAtPercentile(50) / 1000.0);
                percentiles.add(micros.getValueAtPercentile(99) / 1000.0);
                lab.say("median " + Report.number(rounds.getLast()) + " ms, p99 " + Report.number(percentiles.getLast())
                        + " ms");
            }
            return rounds;
        }

        private Histogram ask(List<String> paths, Duration duration) {
            Histogram micros = new Histogram(60_000_000, 3);
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() < end) {
                String path = paths.get(random.nextInt(paths.size()));
                long begun = System.nanoTime();
                api.get(path, "");
                micros.recordValue((System.nanoTime() - begun) / 1000);
            }
            return micros;
        }

        Map<String, Object> notes(double ofFew) {
            Map<String, Object> notes = new LinkedHashMap<>();
            notes.put("p99 ms", Rounds.median(percentiles));
            notes.put("changes", service.database().number("select count(*) from change_log where series is not null"));
            notes.put("ms with a tenth of the changes", ofFew);
            return notes;
        }

        private static List<Map<String, Object>> properties(Database database, int skipped, int count) {
            return database.with(connection -> {
                List<Map<String, Object>> found = new ArrayList<>();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "select id, app_id, thing_id, component_id, property_id from series order by id offset "
                                        + skipped + " limit " + count)) {
                    while (row.next()) {
                        found.add(Map.of(
                                "series", row.getLong(1),
                                "app", row.getString(2),
                                "thing", row.getString(3),
                                "component", row.getString(4),
                                "property", row.getString(5)));
                    }
                }
                return found;
            });
        }
    }
}
