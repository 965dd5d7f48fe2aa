package io.patchbay.server.run;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Looks at this JVM's virtual threads, as `jcmd Thread.dump_to_file` does.
final class VirtualThreads {
    private VirtualThreads() {}

    static long named(String prefix) {
        try {
            Path dump = Files.createTempDirectory("threads").resolve("dump.json");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
            try (Stream<String> lines = Files.lines(dump)) {
                return lines.filter(line -> line.contains("\"name\": \"" + prefix))
                        .count();
            } finally {
                Files.delete(dump);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
