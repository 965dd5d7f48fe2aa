/// The service as it is packaged, run as a process of its own with its own PostgreSQL, between real HTTP on one
/// side and simulated vendors on the other.
/// Tests see what an app sees, and what an operator sees: answers, the log, the data; they use no class of the
/// service.
/// The neighbours are `simulators`, whose vendors can be made to fail, and `server`, which must be packaged before.
@NullMarked
package io.patchbay.system;

import org.jspecify.annotations.NullMarked;
