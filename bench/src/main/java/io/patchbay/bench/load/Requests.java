package io.patchbay.bench.load;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What the generator sends next. Called by its one thread.
@FunctionalInterface
public interface Requests {
    /// @return null if there is nothing more to send
    @Nullable
    Request next();

    /// Any of them, again and again, all equally often; always the same sequence.
    static Requests anyOf(List<Request> requests) {
        SplittableRandom random = new SplittableRandom(7);
        Request[] all = requests.toArray(Request[]::new);
        return () -> all[random.nextInt(all.length)];
    }

    /// Each of them once.
    static Requests eachOf(List<Request> requests) {
        var left = requests.iterator();
        return () -> left.hasNext() ? left.next() : null;
    }
}
