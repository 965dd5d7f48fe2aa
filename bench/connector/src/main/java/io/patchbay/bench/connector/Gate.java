package io.patchbay.bench.connector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps polls waiting as long as the file `bench.gate` exists, so that in turn the limit can be measured on an
/// otherwise idle machine. Waiting polls cost nothing.
final class Gate {
    private static final int LONGEST = 50;

    private static volatile CountDownLatch open = new CountDownLatch(0);

    static {
        String file = System.getProperty("bench.gate");
        if (file != null) {
            Thread.ofVirtual().name("bench-gate").start(() -> watch(Path.of(file)));
        }
    }

    private Gate() {}

    /// @return false if it was closed for so long that the poll has to end before the service ends it
    static boolean pass() throws InterruptedException {
        CountDownLatch now = open;
        return now.getCount() == 0 || now.await(LONGEST, TimeUnit.SECONDS);
    }

    private static void watch(Path file) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(10, TimeUnit.MILLISECONDS)) {
                boolean closed = Files.exists(file);
                if (closed && open.getCount() == 0) {
                    open = new CountDownLatch(1);
                } else if (!closed) {
                    open.countDown();
                }
            }
        } catch (InterruptedException e) {
            open.countDown();
        }
    }
}
