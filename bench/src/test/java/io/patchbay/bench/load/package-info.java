@NullMarked
package io.patchbay.bench.load;

import org.jspecify.annotations.NullMarked;
