/// OpenWeatherMap: current weather, forecast and air pollution of a place, polled with the developer's AppKey.
///
/// Invariants: a place is its coordinate rounded to two decimals, in every URL and in the thing's id, so that
/// clients of the same place share one request and one place is one thing for ever; what the vendor leaves out
/// is absent and never zero; a product that the key does not include is left out and is no failure.
///
/// Neighbours: the contract in `io.patchbay.connector`, the JSON help in `io.patchbay.http`. Sources:
/// https://openweathermap.org/current, `/forecast5`, `/api/air-pollution`, `/api/geocoding-api`, `/faq`.
@NullMarked
package io.patchbay.openweathermap;

import org.jspecify.annotations.NullMarked;
