package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What this node knows of an enabled webhook: whether somebody is delivering, and how far all was looked at. Small,
/// for
/// there may be many that rest.
///
/// Its `cursor` counts only while the webhook is not `behind`: then all that matches up to it was delivered.
final class Subscription {
    final UUID id;
    final AppId app;
    private Webhook known;
    private boolean behind = true;
    private boolean running;
    private boolean news;
    private boolean closed;
    private long cursor;
    private int logged;

    Subscription(Webhook of) {
        this.id = of.id();
        this.app = of.app();
        this.known = of;
    }

    /// A webhook that has come further than is stored.
    record Passed(UUID id, long version, long position) {}

    synchronized long version() {
        return known.version();
    }

    synchronized boolean wants(String subject, String type) {
        return !closed && known.concerns(subject) && known.wants(type);
    }

    /// Something that matches has positions after those that were looked at before; nothing that matches comes in
    /// between, but whoever delivers may have been further already.
    ///
    /// @param first the least of these positions
    /// @param last  the greatest
    /// @param mine whether this node delivers it
    /// @return true if the caller must start somebody who delivers
    synchronized boolean tell(long first, long last, boolean mine) {
        if (closed || (!behind && !running && last <= cursor)) {
            return false;
        }
        if (running) {
            news = true;
            return false;
        }
        if (!mine) {
            behind = true;
            return false;
        }
        if (!behind) {
            cursor = Math.max(cursor, first - 1);
        }
        running = true;
        return true;
    }

    /// The stored webhook was changed: it is read anew, and nobody waits any more.
    ///
    /// @return true if the caller must start somebody who delivers
    synchronized boolean changed(boolean mine) {
        behind = true;
        notifyAll();
        boolean start = !closed && !running && mine;
        running |= start;
        return start;
    }

    /// Whether it waits for a node that delivers it.
    synchronized boolean isBehind() {
        return behind && !running;
    }

    /// Whether nobody delivers, for nothing is left.
    synchronized boolean isResting() {
        return !running && !behind;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// The webhook as it is stored; empty if it must be read.
    synchronized Optional<Webhook> known() {
        return behind ? Optional.empty() : Optional.of(known);
    }

    /// Whoever delivers has forgotten that it must be read, and reads it now.
    synchronized void reading() {
        behind = false;
    }

    /// Whoever delivers has read it.
    synchronized void begin(Webhook read) {
        cursor = read.position();
        known = read;
    }

    /// What is stored is not what was thought.
    synchronized void doubt() {
        behind = true;
    }

    synchronized long cursor() {
        return cursor;
    }

    /// Nothing was to be delivered up to a position.
    synchronized void skipped(long position) {
        cursor = Math.max(cursor, position);
    }

    /// @param messages that were written down
    /// @return true if so many were since the last time that old ones must go
    synchronized boolean stored(Webhook now, int messages) {
        known = now;
        cursor = now.position();
        logged += messages;
        boolean many = logged > DeliveryStore.MOST / 4;
        logged = many ? 0 : logged;
        return many;
    }

    /// Waits, until something is changed at most.
    synchronized void await(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        while (left > 0 && !behind && !closed) {
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }

    /// Nothing is left up to a position.
    ///
    /// @return false if something came meanwhile, so whoever delivers goes on
    synchronized boolean rest() {
        if (news || behind) {
            news = false;
            return false;
        }
        running = false;
        return true;
    }

    /// Whoever delivers ends before all is delivered.
    synchronized void leave() {
        running = false;
        behind = true;
    }

    /// @param seen up to which position everything that matches was told
    /// @return what to store, if the webhook rests and has come a long way
    synchronized Optional<Passed> passed(long seen, long far) {
        return !running && !behind && !closed && seen - known.position() > far
                ? Optional.of(new Passed(id, known.version(), Math.max(cursor, seen)))
                : Optional.empty();
    }

    synchronized void stored(Passed passed) {
        if (known.version() == passed.version() && !running) {
            known = known.at(passed.position(), known.trouble());
        }
    }
}
