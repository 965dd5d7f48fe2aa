package io.patchbay.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.server.db.Db;
import io.patchbay.server.db.StartupProblem;
import io.patchbay.server.db.TestDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final TestDb DATABASE = TestDb.fresh();
    private final Db db = DATABASE.db();

    @TempDir
    Path temporary;

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @BeforeEach
    void new_database() {
        db.run(handle -> handle.execute("delete from vault_canary"));
    }

    @Test
    void opens_what_it_sealed_also_after_a_restart() {
        byte[] sealed = vault().seal("grüße", "instance:1");
        assertThat(vault().open(sealed, "instance:1")).isEqualTo("grüße");
    }

    @Test
    void the_same_text_is_never_sealed_to_the_same_bytes_and_does_not_show() {
        Vault vault = vault();
        assertThat(vault.seal("plain text", "a")).isNotEqualTo(vault.seal("plain text", "a"));
        assertThat(new String(vault.seal("plain text", "a"), StandardCharsets.ISO_8859_1))
                .doesNotContain("plain");
    }

    @Test
    void a_value_moved_to_another_place_or_altered_is_not_opened() {
        Vault vault = vault();
        byte[] sealed = vault.seal("secret", "instance:1");
        assertThatThrownBy(() -> vault.open(sealed, "instance:2"))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("instance:2")
                .hasMessageContaining("enter the secret again");
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.open(sealed, "instance:1")).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.open(new byte[3], "instance:1")).isInstanceOf(VaultException.class);
    }

    @Test
    void the_keyset_is_for_its_owner_only_and_alone() throws IOException {
        vault();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void a_lost_keyset_stops_the_start_and_no_new_one_is_made() throws IOException {
        vault();
        Files.delete(file());
        assertThatThrownBy(this::vault)
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("put the file back")
                .hasMessageContaining("PATCHBAY_VAULT_ACCEPT_LOSS=true");
        assertThat(file()).doesNotExist();
    }

    @Test
    void another_databases_keyset_stops_the_start() throws IOException {
        vault();
        new KeysetFile(file()).replace(Keyset.fresh());
        String exchanged = Files.readString(file());
        assertThatThrownBy(this::vault)
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining("not the one that sealed");
        assertThat(Files.readString(file())).isEqualTo(exchanged);
    }

    @Test
    void a_spoiled_keyset_stops_the_start() throws IOException {
        vault();
        Files.writeString(file(), "{\"primaryKeyId\":");
        assertThatThrownBy(this::vault).isInstanceOf(StartupProblem.class).hasMessageContaining("cannot be read");
    }

    @Test
    void an_accepted_loss_starts_afresh_and_says_of_old_values_what_to_do() throws IOException {
        byte[] sealed = vault().seal("secret", "instance:1");
        Files.delete(file());
        Vault fresh = new Vault(file(), db, true);
        assertThat(fresh.open(fresh.seal("new", "a"), "a")).isEqualTo("new");
        assertThatThrownBy(() -> fresh.open(sealed, "instance:1"))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("its key is not in " + file())
                .hasMessageContaining("enter the secret again");
        assertThat(vault().open(fresh.seal("new", "a"), "a")).isEqualTo("new");
    }

    @Test
    void accepting_a_loss_that_did_not_happen_loses_nothing() {
        byte[] sealed = vault().seal("secret", "instance:1");
        assertThat(new Vault(file(), db, true).open(sealed, "instance:1")).isEqualTo("secret");
    }

    @Test
    void services_that_start_at_once_share_one_keyset() {
        KeysetFile file = new KeysetFile(file());
        List<String> made = IntStream.range(0, 16)
                .parallel()
                .mapToObj(_ -> file.make().json())
                .toList();
        assertThat(made).hasSize(16).containsOnly(file.read().json());
    }

    private Path file() {
        return temporary.resolve("keyset.json");
    }

    private Vault vault() {
        return new Vault(file(), db, false);
    }
}
