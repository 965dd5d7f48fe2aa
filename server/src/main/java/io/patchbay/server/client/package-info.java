/// The clients of end customers: their configuration, their status, and the requests to start and stop them.
///
/// Invariants: one client per app, subject and type; a client's status is written on transitions only, and what
/// an app would see of one is logged with it.
///
/// Neighbours: `instance`; `thing` for the things that go with a client.
@NullMarked
package io.patchbay.server.client;

import org.jspecify.annotations.NullMarked;
