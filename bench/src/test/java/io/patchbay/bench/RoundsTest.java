package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void ours_and_the_limit_take_turns() {
        List<String> order = new ArrayList<>();
        Rounds rounds = Rounds.interleaved(
                2,
                () -> {
                    order.add("A");
                    return order.size();
                },
                () -> {
                    order.add("B");
                    return order.size();
                });
        assertThat(order).containsExactly("A", "B", "A", "B");
        assertThat(rounds.ours()).containsExactly(1.0, 3.0);
        assertThat(rounds.limits()).containsExactly(2.0, 4.0);
    }

    @Test
    void the_median_is_in_the_middle() {
        assertThat(Rounds.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Rounds.median(List.of(1.0, 2.0, 9.0, 4.0))).isEqualTo(3);
    }
}
