package io.patchbay.openweathermap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Where the weather is asked for.
///
/// @param latitude in decimal degrees, rounded to two decimals (about a kilometre, finer than the vendor's models)
/// @param longitude likewise
/// @param name of the city that was asked for, if the place came from one; the vendor's name of the place is rather
///     that of a quarter
record Place(String latitude, String longitude, Optional<String> name) {

    static Place of(BigDecimal latitude, BigDecimal longitude, Optional<String> name) {
        return new Place(rounded(latitude), rounded(longitude), name);
    }

    /// Stable for ever: the thing's id.
    String id() {
        return latitude + "," + longitude;
    }

    private static String rounded(BigDecimal degrees) {
        BigDecimal value = degrees.setScale(2, RoundingMode.HALF_EVEN);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
