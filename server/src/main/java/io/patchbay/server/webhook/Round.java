package io.patchbay.server.webhook;

import io.patchbay.server.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends some messages to one receiver. Those about one thing go one after the other; some things at the same time.
/// After the first failure nothing new is begun.
final class Round {
    /// Requests under way to one receiver.
    private static final int AT_ONCE = 16;

    private final Sender sender;
    private final Webhook to;
    private final Collection<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private volatile boolean failed;

    Round(Sender sender, Webhook to) {
        this.sender = sender;
        this.to = to;
    }

    /// One by one.
    void events(List<Event> events) throws InterruptedException {
        Map<UUID, Queue<Message>> about = new LinkedHashMap<>();
        for (Event event : events) {
            about.computeIfAbsent(event.thing().orElse(event.about()), _ -> new ArrayDeque<>())
                    .add(Envelope.one(event));
        }
        Queue<Queue<Message>> open = new ConcurrentLinkedQueue<>(about.values());
        if (open.size() == 1) {
            send(open.remove());
        } else {
            inParallel(open);
        }
    }

    /// One after the other.
    void send(Collection<Message> messages) throws InterruptedException {
        for (Message message : messages) {
            if (failed) {
                return;
            }
            Attempt attempt = sender.send(to, message);
            attempts.add(attempt);
            if (!attempt.delivered()) {
                failed = true;
            }
        }
    }

    private void inParallel(Queue<Queue<Message>> open) throws InterruptedException {
        int many = Math.min(AT_ONCE, open.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                workers.add(threads.submit(() -> {
                    for (Queue<Message> next = open.poll(); next != null && !failed; next = open.poll()) {
                        send(next);
                    }
                    return null;
                }));
            }
            try {
                for (Future<?> worker : workers) {
                    worker.get();
                }
            } catch (ExecutionException e) {
                failed = true;
                throw new IllegalStateException("a request could not be made", e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    /// In the order of positions.
    List<Attempt> attempts() {
        return attempts.stream()
                .sorted(Comparator.comparingLong(attempt -> attempt.message().first()))
                .toList();
    }

    /// The first one that failed, if one did.
    Optional<Attempt> failure() {
        return attempts().stream().filter(attempt -> !attempt.delivered()).findFirst();
    }
}
