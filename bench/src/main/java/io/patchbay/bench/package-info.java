/// Measures the packaged service, each number beside the bare limit of the same machine in the same run. `Main` reads
/// the command line, a `Benchmark` measures, `Report` tells. Nothing here is part of the product.
@NullMarked
package io.patchbay.bench;

import org.jspecify.annotations.NullMarked;
