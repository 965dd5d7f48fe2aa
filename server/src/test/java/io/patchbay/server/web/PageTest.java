package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @Test
    void a_page_has_a_hundred_rows_if_nobody_says() {
        assertThat(new Page().limit()).isEqualTo(100);
        assertThat(new Page().cursor()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "37", "1000"})
    void a_caller_may_ask_for_one_to_a_thousand(String limit) {
        Page page = new Page();
        page.limit = limit;
        assertThat(page.limit()).isEqualTo(Integer.parseInt(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999", "ten", "", "1.5"})
    void any_other_limit_is_refused_in_words(String limit) {
        Page page = new Page();
        page.limit = limit;
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(page::limit)
                .withMessage("limit must be a whole number from 1 to 1000.")
                .matches(e -> e.status() == 400);
    }
}
