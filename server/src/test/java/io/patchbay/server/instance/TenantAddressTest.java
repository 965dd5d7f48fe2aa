package io.patchbay.server.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Label;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.db.TestDb;
import io.patchbay.server.vault.TestVault;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.ApiException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// URLs in configurations: of a hub in the customer's home, of a broker.
class TenantAddressTest {
    private static final Form FORM =
            Form.of(url("hub", "https", true), url("broker", "mqtts", true), url("page", "https", false));

    private static final TestDb DATABASE = TestDb.fresh();
    private static final Vault VAULT = TestVault.over(DATABASE.db());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static Field.Url url(String key, String scheme, boolean called) {
        return new Field.Url(new Label(key, key, "", false), Set.of(scheme), called, scheme + "://example.org");
    }

    private static Configurations configurations(boolean allowPrivate) {
        return new Configurations(VAULT, AddressGuard.of(allowPrivate), new ObjectMapper());
    }

    @Test
    void what_this_service_would_call_must_not_be_private_unless_the_operator_allows_it() {
        Map<String, @Nullable Object> given = Map.of(
                "hub", "https://192.168.1.7:8123/",
                "broker", "mqtts://127.0.0.1:8883",
                "page", "https://localhost/back");
        assertThatThrownBy(() -> configurations(false).accept(FORM, given))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.problems())
                            .extracting(Problem::field)
                            .containsExactly("configuration.hub", "configuration.broker");
                    assertThat(e.problems())
                            .allSatisfy(p -> assertThat(p.message()).contains("PATCHBAY_ALLOW_PRIVATE_ADDRESSES"));
                });
        assertThat(configurations(true).accept(FORM, given).text("hub")).isEqualTo("https://192.168.1.7:8123/");
    }

    @Test
    void what_is_public_is_taken() {
        Map<String, @Nullable Object> given = Map.of("hub", "https://1.1.1.1/", "broker", "mqtts://1.1.1.1:8883");
        assertThat(configurations(false).accept(FORM, given).url("broker").getPort())
                .isEqualTo(8883);
    }
}
