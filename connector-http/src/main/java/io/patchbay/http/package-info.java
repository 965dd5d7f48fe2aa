/// Optional help for connectors whose vendor speaks JSON over HTTP: [JsonHttp] sends calls and sorts what goes
/// wrong by who must act next, [Json] reads the answer and says by its path what does not fit.
///
/// Invariants: nothing is guessed. What is absent reads as empty and never as zero, what has the wrong type is
/// `Puzzled`, and no failure carries a secret of the call.
///
/// Neighbours: the contract in `io.patchbay.connector`; the contract itself knows no JSON, and no connector has
/// to use this.
@NullMarked
package io.patchbay.http;

import org.jspecify.annotations.NullMarked;
