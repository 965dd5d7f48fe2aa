package io.patchbay.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How much processor time processes have used, from `/proc`.
public final class Cpu {
    private static final long TICK_MILLIS = 10; // USER_HZ is 100 on every Linux that matters
    private static final int USER = 11; // of the fields after the command, see proc_pid_stat(5)
    private static final int USER_AND_SYSTEM = 4; // its own, and that of its children that have ended

    private Cpu() {}

    /// Of one process and its children that have ended; zero if it is gone or this system does not tell.
    public static Duration of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            long ticks = Pattern.compile(" ")
                    .splitAsStream(stat.substring(stat.lastIndexOf(')') + 2))
                    .skip(USER)
                    .limit(USER_AND_SYSTEM)
                    .mapToLong(Long::parseLong)
                    .sum();
            return Duration.ofMillis(ticks * TICK_MILLIS);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    /// Of a process and those it started that still live.
    public static Duration ofTree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(process -> of(process.pid()))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
