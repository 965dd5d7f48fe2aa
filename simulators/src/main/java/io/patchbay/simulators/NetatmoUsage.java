package io.patchbay.simulators;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The vendor's limits for each user: 50 calls in 10 seconds and 500 in an hour. Unlimited until switched
/// on.
final class NetatmoUsage {
    private static final int SHORT_CALLS = 50;
    private static final int SHORT_SECONDS = 10;
    private static final int HOUR = 3_600;

    private final Map<String, Deque<Long>> calls = new HashMap<>();
    private int perHour = Integer.MAX_VALUE;

    synchronized void perHour(int most) {
        perHour = most;
        calls.clear();
    }

    synchronized boolean exceeded(String user, Instant now) {
        if (perHour == Integer.MAX_VALUE) {
            return false;
        }
        Deque<Long> own = calls.computeIfAbsent(user, _ -> new ArrayDeque<>());
        long second = now.getEpochSecond();
        while (!own.isEmpty() && own.peekFirst() <= second - HOUR) {
            own.removeFirst();
        }
        long lately = own.stream().filter(at -> at > second - SHORT_SECONDS).count();
        if (own.size() >= perHour || lately >= SHORT_CALLS) {
            return true;
        }
        own.addLast(second);
        return false;
    }
}
