package io.patchbay.server.event;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Passes.Pass;
import io.patchbay.server.event.Frames.Framed;
import io.patchbay.server.event.Frames.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscriber;
import org.jspecify.annotations.Nullable;

/// One stream: what waits to be sent, and how far it has come. It writes to the answer what waits, again when that has
/// left this process; what comes meanwhile waits, up to a limit. Whoever reads too slowly for that is told so and has
/// to connect again.
///
/// To the framework it is a publisher without items, whose subscriber begins and ends the answer: written through it,
/// each event would cost each stream ten times as much.
///
/// Any thread may call; nothing here waits but [#awaitRoom].
final class LiveStream implements Flow.Publisher<byte[]>, Flow.Subscription {
    /// Events that may wait. They are shared by all streams.
    static final int MOST_WAITING = 4096;

    /// So that what happens during a catch-up still has room.
    private static final int ROOM = MOST_WAITING / 2;

    /// Who does not read for so long while the log is read for them is too slow.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Bytes that are written at once.
    private static final int MOST_BYTES = 1 << 16;

    /// The doings of whoever made the stream.
    interface Host {
        /// Writes to the answer.
        ///
        /// @return done when it has left this process
        Future<Void> write(Buffer bytes);

        /// The stream may be filled now.
        void begun(LiveStream stream);

        /// It is over, whoever ended it; called once.
        void over(LiveStream stream);

        /// It should be over soon: what has not been read then is not waited for.
        void ending(LiveStream stream);
    }

    private final AppId app;
    private final Interest interest;
    private final Pass pass;
    private final Host host;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final List<Framed> held = new ArrayList<>();
    private @Nullable Subscriber<? super byte[]> subscriber;
    private long seen;
    private long lastSent = System.nanoTime();
    private boolean live;
    private boolean sending;
    private boolean ended;
    private boolean over;

    LiveStream(AppId app, Interest interest, Pass pass, long after, Host host) {
        this.app = app;
        this.interest = interest;
        this.pass = pass;
        this.seen = after;
        this.host = host;
    }

    AppId app() {
        return app;
    }

    Pass pass() {
        return pass;
    }

    /// Up to where it has everything.
    synchronized long seen() {
        return seen;
    }

    synchronized boolean isOver() {
        return over;
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> by) {
        synchronized (this) {
            subscriber = by;
        }
        by.onSubscribe(this);
        send();
        host.begun(this);
    }

    @Override
    public void request(long more) {
        // there are no items
    }

    /// The client has gone.
    @Override
    public void cancel() {
        if (finish()) {
            host.over(this);
        }
    }

    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        ended = true;
        waiting.clear();
        held.clear();
        notifyAll();
        return first;
    }

    /// Something that is no event of the app.
    void say(byte[] frame) {
        synchronized (this) {
            if (!ended) {
                waiting.add(frame);
            }
        }
        send();
    }

    /// What was read from the log for this stream before it is live.
    ///
    /// @param upTo the position up to which that is all
    void fill(List<Framed> events, long upTo) {
        synchronized (this) {
            events.forEach(this::add);
            seen = Math.max(seen, upTo);
        }
        send();
    }

    /// All that came in the meantime goes first.
    void goLive() {
        synchronized (this) {
            live = true;
            held.forEach(this::add);
            held.clear();
        }
        send();
    }

    /// What happens now, in order, without a gap from the position where the stream was joined.
    void offer(List<Framed> events, long upTo) {
        boolean fits;
        synchronized (this) {
            if (!live) {
                events.stream().filter(framed -> interest.wants(framed.event())).forEach(held::add);
            } else {
                events.forEach(this::add);
                seen = Math.max(seen, upTo);
            }
            fits = waiting.size() + held.size() <= MOST_WAITING;
        }
        if (fits) {
            send();
        } else {
            end(Reason.SLOW);
        }
    }

    private void add(Framed framed) {
        Event event = framed.event();
        if (!ended && event.position() > seen) {
            seen = event.position();
            if (interest.wants(event)) {
                waiting.add(framed.bytes());
            }
        }
    }

    /// Shows that the stream lives, if it was silent for so long.
    void beat(Duration silence) {
        synchronized (this) {
            if (ended || !live || !waiting.isEmpty() || System.nanoTime() - lastSent < silence.toNanos()) {
                return;
            }
            waiting.add(Frames.heartbeat(seen));
        }
        send();
    }

    /// Ends it with a last event. What waits is still sent before it, unless it is too much already.
    void end(Reason reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (reason == Reason.SLOW) {
                waiting.clear();
            }
            held.clear();
            waiting.add(Frames.end(reason));
            ended = true;
            notifyAll();
        }
        send();
        host.ending(this);
    }

    /// Waits until there is room for more that is read from the log.
    ///
    /// @return false if the stream has ended, perhaps for that
    boolean awaitRoom() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            while (!ended && waiting.size() >= ROOM && System.nanoTime() < end) {
                wait(PATIENCE.toMillis());
            }
            if (ended || waiting.size() < ROOM) {
                return !ended;
            }
        }
        end(Reason.SLOW);
        return false;
    }

    /// Writes what waits, if nothing is being written; else it is called again after that.
    private void send() {
        Subscriber<? super byte[]> to;
        Buffer bytes = Buffer.buffer();
        synchronized (this) {
            if (sending || over || subscriber == null || (waiting.isEmpty() && !ended)) {
                return;
            }
            to = subscriber;
            while (!waiting.isEmpty() && bytes.length() < MOST_BYTES) {
                bytes.appendBytes(waiting.remove());
            }
            sending = bytes.length() > 0;
            if (waiting.size() < ROOM) {
                notifyAll();
            }
        }
        if (bytes.length() > 0) {
            host.write(bytes).onComplete(written -> sent(written.succeeded()));
        } else if (finish()) {
            to.onComplete();
            host.over(this);
        }
    }

    private void sent(boolean arrives) {
        synchronized (this) {
            sending = false;
            lastSent = System.nanoTime();
        }
        if (arrives) {
            send();
        } else {
            cancel();
        }
    }
}
