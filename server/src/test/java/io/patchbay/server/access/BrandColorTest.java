package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandColorTest {
    private static final int[] LIGHT_GROUNDS = {0xffffff, 0xf8f8f9, 0xf4f4f6};
    private static final int[] DARK_GROUNDS = {0x0e0f11, 0x15161a, 0x1d1f24};

    @ParameterizedTest
    @CsvSource({"#ffffff,#000000", "#000000,#ffffff", "#ffd400,#000000", "#4f46e5,#ffffff", "#767676,#ffffff"})
    void the_text_on_a_color_is_the_one_that_can_be_read(String color, String text) {
        assertThat(BrandColor.of(color).orElseThrow().textOnIt().hex()).isEqualTo(text);
    }

    @Test
    void contrasts_are_those_of_the_standard() {
        assertThat(BrandColor.contrast(0x000000, 0xffffff)).isEqualTo(21);
        assertThat(BrandColor.contrast(0x777777, 0xffffff)).isBetween(4.47, 4.49);
        assertThat(BrandColor.contrast(0xff0000, 0xff0000)).isEqualTo(1);
    }

    @Test
    void every_color_can_be_read_in_both_schemes() {
        // every seventeenth of each channel
        IntStream.range(0, 16 * 16 * 16).forEach(i -> {
            BrandColor color = new BrandColor(17 * ((i >> 8 << 16) + ((i >> 4) % 16 << 8) + i % 16));
            contrast(color, color.textOnIt(), 4.5);
            contrast(color.pointed(), color.textOnIt(), 4.5);
            for (int ground : LIGHT_GROUNDS) {
                contrast(color.textInLight(), new BrandColor(ground), 4.5);
                contrast(color.edgeInLight(), new BrandColor(ground), 3);
            }
            for (int ground : DARK_GROUNDS) {
                contrast(color.textInDark(), new BrandColor(ground), 4.5);
                contrast(color.edgeInDark(), new BrandColor(ground), 3);
            }
        });
    }

    private static void contrast(BrandColor one, BrandColor other, double least) {
        assertThat(BrandColor.contrast(one.rgb(), other.rgb()))
                .as("%s and %s", one.hex(), other.hex())
                .isGreaterThanOrEqualTo(least);
    }

    @Test
    void a_color_that_can_be_read_stays_as_it_is() {
        assertThat(BrandColor.of("#0F766E").orElseThrow().textInLight().hex()).isEqualTo("#0f766e");
        assertThat(BrandColor.of("#ffd400").orElseThrow().textInDark().hex()).isEqualTo("#ffd400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#12345", "#1234567", "123456", "#12345g", "#123456 "})
    void other_notations_are_none(String text) {
        assertThat(BrandColor.of(text)).isEmpty();
    }
}
