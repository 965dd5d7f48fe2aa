package io.patchbay.simulators;

import java.time.Instant;

/// A plan's limit, counted over the whole account and every calendar minute.
final class CallsPerMinute {
    static final String BODY = """
            {"cod":429, "message": "Your account is temporary blocked due to exceeding of requests limitation of your \
            subscription type. Please choose the proper subscription http://openweathermap.org/price"}""";

    private volatile int most = Integer.MAX_VALUE;
    private long minute;
    private int calls;

    void most(int allowed) {
        most = allowed;
    }

    boolean exceeded(Instant now) {
        return most != Integer.MAX_VALUE && count(now.getEpochSecond() / 60) > most;
    }

    private synchronized int count(long now) {
        if (now != minute) {
            minute = now;
            calls = 0;
        }
        return ++calls;
    }
}
