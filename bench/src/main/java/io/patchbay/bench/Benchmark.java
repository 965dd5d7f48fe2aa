package io.patchbay.bench;

import io.patchbay.bench.lab.Lab;
import java.util.List;
import java.util.Set;

/// Measures one thing or a few that belong together.
interface Benchmark {
    /// Of the results, in order; each of them selects this benchmark.
    List<String> names();

    /// @param lab closed by the caller
    /// @param wanted which of the results are wanted; others may come too
    List<Result> run(Lab lab, Set<String> wanted);
}
