/// Netatmo: weather stations, home coaches and heated homes of customers who consented, polled and, for set
/// points that change elsewhere, told by webhook.
///
/// Invariants: a device, a room or a home is one thing for ever, by the vendor's id and never by its name;
/// values keep their last state while a device is out of reach; what the vendor does not offer to a
/// customer is no failure, and what fails spoils only the things it concerns; consent and tokens are the
/// service's, never this package's.
///
/// Neighbours: the contract in `io.patchbay.connector`, the JSON help in `io.patchbay.http`. Sources:
/// https://dev.netatmo.com/apidocumentation and `/guideline`, and the open clients of pyatmo and openHAB
/// for what is not documented.
@NullMarked
package io.patchbay.netatmo;

import org.jspecify.annotations.NullMarked;
