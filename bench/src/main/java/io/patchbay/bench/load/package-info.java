/// A closed-loop HTTP load generator that costs a few microseconds per request, so that the machine is left to what is
/// measured.
@NullMarked
package io.patchbay.bench.load;

import org.jspecify.annotations.NullMarked;
