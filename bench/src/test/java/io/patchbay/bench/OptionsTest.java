package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void names_and_options_come_in_any_order() {
        Options options = Options.parse("put", "--quick", "get");
        assertThat(options.quick()).isTrue();
        assertThat(options.names()).containsExactly("put", "get");
    }

    @Test
    void a_soak_takes_as_long_as_it_is_told() {
        Options options = Options.parse("soak", "--minutes", "3");
        assertThat(options.isSoak()).isTrue();
        assertThat(options.minutes()).isEqualTo(3);
    }

    @Test
    void what_makes_no_sense_is_refused_in_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--slow"))
                .withMessageContaining("--slow");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("soak", "--minutes", "x"))
                .withMessageContaining("--minutes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--profile"))
                .withMessageContaining("NAME");
    }
}
