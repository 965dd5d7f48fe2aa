/// A vendor that answers in a few microseconds, and the bare loop that asks it: each a program of its own.
@NullMarked
package io.patchbay.bench.vendor;

import org.jspecify.annotations.NullMarked;
