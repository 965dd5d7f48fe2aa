@NullMarked
package io.patchbay.bench.lab;

import org.jspecify.annotations.NullMarked;
