package io.patchbay.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DbTest {
    private static final TestDb DATABASE = TestDb.fresh();
    private final Db db = DATABASE.db();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @BeforeEach
    void table() {
        db.run(handle -> {
            handle.execute("drop table if exists note");
            handle.execute("create table note (id uuid primary key, text text)");
        });
    }

    @Test
    void what_write_returned_is_there_for_read() {
        UUID id = UUID.randomUUID();
        int written = db.write(handle -> handle.execute("insert into note values (?, ?)", id, "hello"));
        assertThat(written).isOne();
        assertThat(notes()).containsExactly("hello");
    }

    @Test
    void an_exception_rolls_everything_back_and_comes_through_as_it_is() {
        assertThatThrownBy(() -> db.run(handle -> {
                    handle.execute("insert into note values (?, 'lost')", UUID.randomUUID());
                    throw new IllegalArgumentException("no");
                }))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(notes()).isEmpty();
    }

    @Test
    void an_error_rolls_back_too() {
        assertThatThrownBy(() -> db.run(handle -> {
                    handle.execute("insert into note values (?, 'lost')", UUID.randomUUID());
                    throw new AssertionError("no");
                }))
                .isExactlyInstanceOf(AssertionError.class);
        assertThat(notes()).isEmpty();
    }

    @Test
    void a_failed_statement_does_not_spoil_the_connection_for_the_next_one() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> db.read(handle -> handle.execute("select 1 / 0")))
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
        assertThat(notes()).isEmpty();
    }

    @Test
    void what_is_bound_to_a_failed_statement_is_not_in_its_message() {
        assertThatThrownBy(() -> db.read(handle -> handle.createQuery("select 1 / 0 where :secret is not null")
                        .bind("secret", "of-a-customer")
                        .mapTo(Integer.class)
                        .one()))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("division by zero")
                .hasMessageNotContaining("of-a-customer");
    }

    @Test
    void arrays_of_the_usual_types_are_bound() {
        UUID[] ids = {UUID.randomUUID(), UUID.randomUUID()};
        String[] texts = {"a", "b"};
        db.run(handle -> handle.execute("insert into note select * from unnest(?, ?)", ids, texts));
        assertThat(notes()).containsExactlyInAnyOrder("a", "b");
    }

    private List<String> notes() {
        return db.read(handle ->
                handle.createQuery("select text from note").mapTo(String.class).list());
    }
}
