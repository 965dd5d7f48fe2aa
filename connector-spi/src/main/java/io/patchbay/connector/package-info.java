/// The contract between the service and a connector. A connector is a stateless [Connector] that opens one
/// [Client] per end customer; the service decides when a client is called, keeps limits, retries and
/// credentials, and writes what it reports.
///
/// The call protocol. The kit (`connector-tck`) cites these numbers.
///
/// - **C1** `Connector.description()` is constant and does no I/O; it is called from any thread, at any time.
/// - **C2** `Connector.open` does no I/O, starts nothing and does not throw for a configuration that its form
///   accepts.
/// - **C3** `poll`, `run` and `receive` of one client never overlap; `act` may run beside them, but never
///   beside another `act`; `register`, `unregister` and `isGenuine` may run beside all of them. Every call but
///   `isGenuine` comes on a virtual thread of its own, not always the same; what one call wrote, the next one
///   sees.
/// - **C4** A call may block. It ends within 5 s after its thread was interrupted, by throwing
///   `InterruptedException`.
/// - **C5** What goes wrong at the vendor is thrown as a [ConnectorException] with the [Failure] that says who
///   must act next. Anything else that is thrown is taken for a bug of the connector. Exceptions of the context
///   are let through.
/// - **C6** `Sink.things` carries the complete list, or is not called. It comes before the first reading of a
///   thing.
/// - **C7** A reading carries the vendor's time of measurement if the vendor gives one, else the clock's.
/// - **C8** Readings name properties of things that were reported, and only those.
/// - **C9** Values have the type and the unit of their property's `PropertyType`, whatever the vendor's unit.
/// - **C10** The same vendor data yields the same ids for ever; a renamed device keeps its id.
/// - **C11** What the description says it makes is what is observed: no undeclared property type, no declared
///   one that never comes.
/// - **C12** No secret is logged, thrown, reported or put into a URL's path; a secret in a query goes through
///   `Call.secretQuery`.
/// - **C13** What the vendor leaves out is left out or `Absent`, never zero; a part that fails spoils only the
///   things it concerns.
/// - **C14** `Client.close` is called once, after the last other call has ended; nothing is called after it,
///   and nothing is left running.
/// - **C15** A client touches the world only through its context: its HTTP, clock, memory and log. No static
///   state, no threads.
/// - **C16** A round that fails reports no half of a list: either `things` was complete or it was not called.
/// - **C17** `Connector.check` makes the least call that tells whether an instance's configuration works, and
///   changes nothing at the vendor.
/// - **C18** `Acts.act` answers `Refused` for what the vendor will not do, and throws a `ConnectorException`
///   for what could not be tried.
/// - **C19** Where the description declares OAuth 2, the context adds the customer's token and refreshes it: a
///   client sets no `Authorization` header and calls none of the declared addresses, and what the context throws
///   when the consent is gone is let through. The declared `Rejected` fits refused tokens and nothing else.
///
/// Neighbours: `io.patchbay.thing` for the words, `io.patchbay.connector.description` for what a connector says
/// of itself.
@NullMarked
package io.patchbay.connector;

import org.jspecify.annotations.NullMarked;
