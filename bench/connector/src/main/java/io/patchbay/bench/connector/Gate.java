package io.patchbay.bench.connector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps polls waiting as long as the file `bench.gate` exists, so that in turn the limit can be measured on an
/// otherwise idle machine. Waiting polls cost nothing; a minute is the longest, as for every poll.
final class Gate {
    private static volatile CountDownLatch open = new CountDownLatch(0);

    static {
        String file = System.getProperty("bench.gate");
        if (file != null) {
            Thread.ofVirtual().name("bench-gate").start(() -> watch(Path.of(file)));
        }
    }

    private Gate() {}

    static void pass() throws InterruptedException {
        CountDownLatch now = open;
        if (now.getCount() > 0) {
            now.await();
        }
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
