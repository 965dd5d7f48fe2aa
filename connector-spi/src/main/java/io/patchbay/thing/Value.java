package io.patchbay.thing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a property holds. `Absent` says that the vendor has the property but no value for it now.
public sealed interface Value {

    /// The value as it goes over the wire; for `Absent` the empty string.
    String wire();

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(boolean flag) {
        return new Flag(flag);
    }

    static Value of(long number) {
        return new Decimal(BigDecimal.valueOf(number));
    }

    /// Rounded to three decimals: enough for every unit of [PropertyType], and free of binary noise after
    /// conversions.
    static Value of(double number) {
        return Double.isFinite(number)
                ? new Decimal(BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP))
                : new Absent();
    }

    record Text(String text) implements Value {
        @Override
        public String wire() {
            return text;
        }
    }

    /// Trailing zeros are dropped, so that equal numbers are equal values.
    record Decimal(BigDecimal number) implements Value {
        public Decimal {
            number = number.stripTrailingZeros();
            if (number.signum() == 0) {
                number = BigDecimal.ZERO;
            }
        }

        @Override
        public String wire() {
            return number.toPlainString();
        }
    }

    record Flag(boolean on) implements Value {
        @Override
        public String wire() {
            return Boolean.toString(on);
        }
    }

    record Absent() implements Value {
        @Override
        public String wire() {
            return "";
        }
    }
}
