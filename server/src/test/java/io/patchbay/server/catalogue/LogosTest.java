package io.patchbay.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogosTest {
    @Test
    void only_what_a_connector_brings_along_is_a_logo() {
        assertThat(Logos.read("https://vendor.example/logo.svg")).isEmpty();
        assertThat(Logos.read("")).isEmpty();
        assertThat(Logos.read("data:text/html,%3Cscript%3E")).isEmpty();
        assertThat(Logos.read("data:image/png;base64,iVBORw=="))
                .hasValueSatisfying(logo -> assertThat(logo.content()).containsExactly(0x89, 'P', 'N', 'G'));
        assertThat(Logos.read("data:image/png;base64,?")).isEmpty();
    }
}
