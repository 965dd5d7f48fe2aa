package io.patchbay.server.vendor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The part of a limit that rounds never take: calls that somebody waits for find a place here however busy the rounds
/// are. All of it may go at once, for such calls come rarely and then together. Times are microseconds since the epoch.
/// Not thread-safe; [Budgets] guards it.
final class Reserve {
    private final int calls;
    private final long per;
    private final Deque<Long> went = new ArrayDeque<>(1);

    /// @param per microseconds
    Reserve(int calls, long per) {
        this.calls = calls;
        this.per = per;
    }

    long earliest(long now) {
        while (!went.isEmpty() && went.peekFirst() + per <= now) {
            went.removeFirst();
        }
        if (went.size() < calls) {
            return now;
        }
        Iterator<Long> oldest = went.iterator();
        for (int i = went.size() - calls; i > 0; i--) {
            oldest.next();
        }
        return oldest.next() + per;
    }

    void book(long at) {
        went.addLast(at);
    }

    boolean isIdle(long now) {
        return went.isEmpty() || went.peekLast() + per <= now;
    }
}
