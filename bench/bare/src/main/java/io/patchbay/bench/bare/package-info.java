/// The bare limit of reads: the service's framework and threads, the same route and the same bytes, and nothing else.
@NullMarked
package io.patchbay.bench.bare;

import org.jspecify.annotations.NullMarked;
