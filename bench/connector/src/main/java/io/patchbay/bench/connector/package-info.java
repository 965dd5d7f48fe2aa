/// A connector for measuring the service: stations that are asked over HTTP, or that bring news without any vendor. It
/// is put on the class path by the benchmarks and is no part of the product.
@NullMarked
package io.patchbay.bench.connector;

import org.jspecify.annotations.NullMarked;
