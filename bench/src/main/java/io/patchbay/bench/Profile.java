package io.patchbay.bench;

import io.patchbay.bench.lab.BenchmarkException;
import io.patchbay.bench.lab.Heap;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import one.convert.Arguments;
import one.convert.FlameGraph;

/// Where the service's processor time went while it was measured, from its flight recording: a flame graph, and the
/// methods at the top as text, which is small enough to keep.
final class Profile {
    private static final int TOP = 30;
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Samples samples = new Samples();

    private Profile() {}

    /// Writes `name.jfr`, `name.html` and `name.txt`.
    static void write(Lab lab, Path folder, String name) {
        if (lab.profiled().isEmpty()) {
            throw new BenchmarkException(name + " cannot be profiled: it measures no work of the service");
        }
        Lab.Profiled profiled = lab.profiled().getLast();
        try {
            Files.createDirectories(folder);
            Path recording = folder.resolve(name + ".jfr").toAbsolutePath();
            Heap.jcmd(lab, profiled.program(), "JFR.dump", "filename=" + recording);
            Profile profile = new Profile();
            profile.read(recording, profiled.window().spans());
            Files.writeString(folder.resolve(name + ".txt"), profile.text(name, profiled.window()));
            Path collapsed = Files.write(folder.resolve(name + ".collapsed"), profile.samples.collapsed());
            String html = folder.resolve(name + ".html").toString();
            FlameGraph.convert(collapsed.toString(), html, new Arguments("--title", name));
            Files.delete(collapsed);
        } catch (IOException e) {
            throw new BenchmarkException("the profile could not be written: " + e.getMessage(), e);
        }
    }

    private void read(Path recording, List<Window.Span> spans) throws IOException {
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals("jdk.CPUTimeSample") && within(event.getStartTime(), spans)) {
                    add(event);
                }
            }
        }
    }

    private static boolean within(Instant time, List<Window.Span> spans) {
        return spans.stream().anyMatch(span -> time.isAfter(span.begun()) && time.isBefore(span.ended()));
    }

    private void add(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null) {
            samples.addUnknown();
            return;
        }
        RecordedThread thread = event.getThread("eventThread");
        List<String> frames =
                stack.getFrames().stream().map(Profile::name).toList().reversed();
        String of = thread == null || thread.getJavaName() == null ? "virtual" : thread.getJavaName();
        samples.add(of.isEmpty() ? "virtual" : of.replaceAll(UUID + "|[0-9]+", "#"), frames);
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName().replaceAll("[$/]0x[0-9a-f+x]+", "") + "."
                + frame.getMethod().getName();
    }

    private String text(String name, Window window) {
        StringBuilder text = new StringBuilder()
                .append(name)
                .append(": ")
                .append(Report.number(window.micros()))
                .append(" µs of processor time per operation, the database's included; ")
                .append(samples.total())
                .append(" samples of the service's Java code\n");
        section(text, "By thread", samples.threads());
        section(text, "By the service's own method that was called last", samples.own());
        section(text, "By method that ran", samples.leaves());
        section(text, "By method that ran or waited for what it called", samples.whole());
        return text.toString();
    }

    private void section(StringBuilder text, String title, Map<String, Long> counts) {
        text.append('\n').append(title).append('\n');
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(TOP)
                .forEach(entry -> text.append("%5.1f %%  %s%n"
                        .formatted(100.0 * entry.getValue() / Math.max(1, samples.total()), entry.getKey())));
    }
}
