package io.patchbay.bench.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lives on a JVM's heap, by `jcmd`.
public final class Heap {
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+(\\d+)\\s+(\\d+)", Pattern.MULTILINE);
    private static final Pattern CLASS = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)", Pattern.MULTILINE);
    private static final int TOP = 15;

    private Heap() {}

    /// @param bytes of all objects that were reachable
    /// @param top the classes with the most bytes, a line each: objects, bytes, class
    public record Live(long bytes, List<String> top) {}

    /// After a full collection.
    public static Live of(Lab lab, Program program) {
        String histogram = jcmd(lab, program, "GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new BenchmarkException("jcmd gave no histogram of the heap:\n" + histogram);
        }
        List<String> top = CLASS.matcher(histogram)
                .results()
                .limit(TOP)
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();
        return new Live(Long.parseLong(total.group(2)), top);
    }

    /// What `jcmd` prints.
    public static String jcmd(Lab lab, Program program, String... command) {
        List<String> whole = new ArrayList<>();
        whole.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        whole.add(Long.toString(program.pid()));
        whole.addAll(List.of(command));
        return lab.start("jcmd-" + System.nanoTime(), whole, Map.of()).await(Duration.ofMinutes(2));
    }
}
