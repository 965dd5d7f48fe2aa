package io.patchbay.simulators;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one address may ask for in each minute, hour and day of UTC. Calls have weights; one that begins
/// below the limit is answered, however much it weighs.
final class OpenMeteoQuota {
    private static final class Window {
        final int seconds;
        final int most;
        final String refusal;
        long began;
        double used;

        Window(int seconds, int most, String refusal) {
            this.seconds = seconds;
            this.most = most;
            this.refusal = refusal;
        }

        void roll(long second) {
            long now = Math.floorDiv(second, seconds);
            if (now != began) {
                began = now;
                used = 0;
            }
        }
    }

    private final List<Window> windows = new ArrayList<>();

    synchronized void limit(int perMinute, int perHour, int perDay) {
        windows.clear();
        windows.add(new Window(60, perMinute, "Minutely API request limit exceeded. Please try again in one minute."));
        windows.add(
                new Window(3_600, perHour, "Hourly API request limit exceeded. Please try again in the next hour."));
        windows.add(new Window(86_400, perDay, "Daily API request limit exceeded. Please try again tomorrow."));
    }

    /// The vendor's reason, if a window is used up.
    synchronized Optional<String> refusal(Instant now) {
        windows.forEach(window -> window.roll(now.getEpochSecond()));
        return windows.stream()
                .filter(window -> window.used >= window.most)
                .map(window -> window.refusal)
                .findFirst();
    }

    synchronized void use(double weight, Instant now) {
        for (Window window : windows) {
            window.roll(now.getEpochSecond());
            window.used += weight;
        }
    }
}
