package io.patchbay.server.db;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/// The settings of the embedded server: durable, and sized for a machine that it shares with the service.
final class ServerSettings {
    private static final long MB = 1L << 20;

    private ServerSettings() {}

    /// Arguments of `postgres`. They win over `postgresql.conf`, so durability cannot be edited away by
    /// accident.
    static List<String> arguments(int connections) {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MB;
        return Stream.of(
                        "cluster_name=patchbay",
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        // beside the pool's, room for an operator's tools and for what measures this server
                        "max_connections=" + (connections + 100),
                        "shared_buffers=" + Math.clamp(memory / 8, 64, 4096) + "MB",
                        "effective_cache_size=" + Math.max(memory / 2, 128) + "MB",
                        "work_mem=8MB",
                        "maintenance_work_mem=128MB",
                        "max_wal_size=4GB",
                        "checkpoint_timeout=15min",
                        "random_page_cost=1.1",
                        "jit=off",
                        "log_checkpoints=off",
                        // a failed statement and its row may hold what belongs to a customer
                        "log_min_error_statement=panic",
                        "log_error_verbosity=terse")
                .flatMap(setting -> Stream.of("-c", setting))
                .toList();
    }
}
