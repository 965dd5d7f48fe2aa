package io.patchbay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// Where and of what the numbers are.
///
/// @param load of the machine when the run began, as `uptime` tells: what else was going on
/// @param commit of the project, with `+` if something was changed since
record Machine(
        String date,
        String cpu,
        int cores,
        long memoryMb,
        String system,
        String java,
        double load,
        String commit,
        boolean quick) {

    static Machine here(Path home, boolean quick) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                model(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() >> 20,
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                Runtime.version().toString(),
                Math.round(system.getSystemLoadAverage() * 100) / 100.0,
                head(home),
                quick);
    }

    private static String model() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String head(Path home) {
        return output(home, "git", "rev-parse", "--short", "HEAD")
                + (output(home, "git", "status", "--porcelain", "--untracked-files=no")
                                .isEmpty()
                        ? ""
                        : "+");
    }

    private static String output(Path home, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).directory(home.toFile()).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
