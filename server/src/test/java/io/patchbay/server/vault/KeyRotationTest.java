package io.patchbay.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.server.db.Db;
import io.patchbay.server.db.StartupProblem;
import io.patchbay.server.db.TestDb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private final TestDb database = TestDb.fresh();
    private final Db db = database.db();

    @TempDir
    Path temporary;

    @AfterEach
    void drop() {
        database.close();
    }

    @BeforeEach
    void a_room_with_a_sealed_column() {
        db.run(handle -> {
            handle.execute("create table drawer (id uuid primary key, secret bytea)");
            handle.execute("comment on column drawer.secret is 'sealed as drawer:{id}'");
        });
    }

    @Test
    void seals_every_row_anew_and_old_values_stay_readable() {
        Vault vault = vault();
        UUID[] ids = Stream.generate(UUID::randomUUID).limit(1203).toArray(UUID[]::new);
        db.run(handle -> {
            for (int i = 0; i < ids.length; i++) {
                handle.execute(
                        "insert into drawer values (?, ?)", ids[i], vault.seal("secret " + i, "drawer:" + ids[i]));
            }
            handle.execute("insert into drawer values (?, null)", UUID.randomUUID());
        });
        byte[] copy = value(ids[7]);

        KeyRotation.Outcome outcome = new KeyRotation(db, vault).rotate();

        assertThat(outcome).isEqualTo(new KeyRotation.Outcome(ids.length + 1, 0)); // and the canary
        for (int i = 0; i < ids.length; i++) {
            assertThat(vault().open(value(ids[i]), "drawer:" + ids[i])).isEqualTo("secret " + i);
        }
        assertThat(keyOf(value(ids[7]))).isNotEqualTo(keyOf(copy)).isEqualTo(keyOf(value(ids[1200])));
        assertThat(vault().open(copy, "drawer:" + ids[7])).isEqualTo("secret 7");
    }

    @Test
    void rows_that_share_a_context_keep_their_own_values() {
        Vault vault = vault();
        db.run(handle -> {
            handle.execute("create table remembered (client int, secret bytea)");
            handle.execute("comment on column remembered.secret is 'sealed as consent:{client}'");
            for (int i = 0; i < 1100; i++) {
                handle.execute("insert into remembered values (7, ?)", (Object) vault.seal("secret " + i, "consent:7"));
            }
        });
        assertThat(new KeyRotation(db, vault).rotate()).isEqualTo(new KeyRotation.Outcome(1101, 0));
        List<String> secrets = db.read(handle -> handle.select("select secret from remembered")
                .map((row, _) -> vault.open(row.getBytes(1), "consent:7"))
                .list());
        assertThat(secrets).hasSize(1100).doesNotHaveDuplicates();
    }

    @Test
    void a_running_service_opens_what_a_rotation_by_another_process_sealed() {
        Vault service = vault();
        UUID id = put(service, "secret");
        new KeyRotation(db, vault()).rotate();
        assertThat(service.open(value(id), "drawer:" + id)).isEqualTo("secret");
    }

    @Test
    void the_keyset_of_before_is_recognised_as_the_wrong_one() throws IOException {
        Vault vault = vault();
        String before = Files.readString(temporary.resolve("keyset.json"));
        new KeyRotation(db, vault).rotate();
        Files.writeString(temporary.resolve("keyset.json"), before);
        assertThatThrownBy(this::vault).isInstanceOf(StartupProblem.class);
    }

    @Test
    void a_value_that_no_key_opens_is_counted_and_left_alone() {
        Vault vault = vault();
        UUID id = put(vault, "secret");
        byte[] foreign = Keyset.fresh().seal(new byte[] {1}, new byte[0]);
        db.run(handle -> handle.execute("update drawer set secret = ?", (Object) foreign));
        assertThat(new KeyRotation(db, vault).rotate()).isEqualTo(new KeyRotation.Outcome(1, 1));
        assertThat(value(id)).isEqualTo(foreign);
    }

    @Test
    void a_comment_that_names_no_column_is_reported_before_anything_changes() {
        Vault vault = vault();
        db.run(handle -> handle.execute("comment on column drawer.secret is 'sealed as drawer:{uid}'"));
        assertThatThrownBy(() -> new KeyRotation(db, vault).rotate())
                .hasMessageContaining("drawer.secret")
                .hasMessageContaining("uid");
    }

    private UUID put(Vault vault, String secret) {
        UUID id = UUID.randomUUID();
        db.run(handle -> handle.execute("insert into drawer values (?, ?)", id, vault.seal(secret, "drawer:" + id)));
        return id;
    }

    private byte[] value(UUID id) {
        return db.read(handle -> handle.select("select secret from drawer where id = ?", id)
                .mapTo(byte[].class)
                .one());
    }

    private static int keyOf(byte[] sealed) {
        return ByteBuffer.wrap(sealed).getInt(1);
    }

    private Vault vault() {
        return new Vault(temporary.resolve("keyset.json"), db, false);
    }
}
