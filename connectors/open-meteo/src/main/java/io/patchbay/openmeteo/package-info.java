/// Open-Meteo: current weather and tomorrow's forecast of a place, polled without any key.
///
/// Invariants: a place is its coordinate rounded to two decimals, in the request and in the thing's id,
/// never what the vendor answers, which is the centre of a grid cell; places travel together, and what they
/// weigh is counted against the one quota of the whole service; a value that the vendor does not have is
/// absent and never zero.
///
/// Neighbours: the contract in `io.patchbay.connector`, the JSON help in `io.patchbay.http`. Sources:
/// https://open-meteo.com/en/docs, `/en/docs/geocoding-api`, `/en/terms`, and the vendor's own code,
/// https://github.com/open-meteo/open-meteo (`RateLimiter.swift`, `ForecastApiResult.swift`,
/// `JsonWriter.swift`).
@NullMarked
package io.patchbay.openmeteo;

import org.jspecify.annotations.NullMarked;
