/// What is measured and what it is measured with: the service and other programs as processes of their own, the
/// service's database, and the loader that fills it. Everything that is started here ends with the [Lab].
@NullMarked
package io.patchbay.bench.lab;

import org.jspecify.annotations.NullMarked;
