package io.patchbay.server.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Calls to the database that go together. A lone call goes at once; those that come while others are under way gather
/// and go as one. Thread-safe; no interrupt cuts a call short.
final class GroupCall<Q, A> {
    /// Answers many questions at once.
    @FunctionalInterface
    interface Work<Q, A> {
        /// @return the answers, in the order of the questions
        List<A> answer(List<Q> questions);
    }

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final String name;
    private final int atOnce;
    private final int most;
    private final Work<Q, A> work;
    private final Queue<Asked<Q, A>> gathered = new ArrayDeque<>();
    private int underWay;

    /// @param atOnce how many groups may be under way
    /// @param most calls in a group
    GroupCall(String name, int atOnce, int most, Work<Q, A> work) {
        this.name = name;
        this.atOnce = atOnce;
        this.most = most;
        this.work = work;
    }

    /// Blocks until the group that this call goes with has its answers. Throws what the work threw.
    A call(Q question) {
        Asked<Q, A> mine = new Asked<>(question, new CompletableFuture<>());
        synchronized (this) {
            gathered.add(mine);
            if (underWay < atOnce) {
                underWay++;
                begin();
            }
        }
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /// On a thread of its own, which nobody interrupts.
    private void begin() {
        Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        List<Asked<Q, A>> group = next();
        try {
            List<A> answers = work.answer(group.stream().map(Asked::question).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        } catch (Throwable e) {
            group.forEach(asked -> asked.answer().completeExceptionally(e));
        } finally {
            synchronized (this) {
                if (gathered.isEmpty()) {
                    underWay--;
                } else {
                    begin();
                }
            }
        }
    }

    private synchronized List<Asked<Q, A>> next() {
        List<Asked<Q, A>> group = new ArrayList<>(Math.min(gathered.size(), most));
        while (!gathered.isEmpty() && group.size() < most) {
            group.add(gathered.remove());
        }
        return group;
    }
}
