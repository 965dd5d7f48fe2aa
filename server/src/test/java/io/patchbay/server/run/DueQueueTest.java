package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueQueueTest {
    private static final class Entry implements DueQueue.Placed {
        private final String name;
        private int place = -1;

        Entry(String name) {
            this.name = name;
        }

        @Override
        public int place() {
            return place;
        }

        @Override
        public void place(int index) {
            place = index;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Long> firsts = new ArrayList<>();
    private final DueQueue<Entry> queue = new DueQueue<>(firsts::add);
    private final Entry anna = new Entry("anna");
    private final Entry bob = new Entry("bob");
    private final Entry carl = new Entry("carl");

    @Test
    void the_first_due_comes_first_and_nobody_before_his_time() {
        queue.put(carl, 30);
        queue.put(anna, 10);
        queue.put(bob, 20);
        assertThat(queue.poll(9)).isNull();
        assertThat(queue.poll(25)).isEqualTo(anna);
        assertThat(queue.poll(25)).isEqualTo(bob);
        assertThat(queue.poll(25)).isNull();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void an_entry_moves_and_leaves() {
        queue.put(anna, 10);
        queue.put(bob, 20);
        queue.put(anna, 30);
        assertThat(queue.dueAt(anna)).isEqualTo(30);
        assertThat(queue.poll(40)).isEqualTo(bob);
        queue.remove(anna);
        queue.remove(anna);
        assertThat(queue.dueAt(anna)).isEqualTo(-1);
        assertThat(queue.poll(40)).isNull();
    }

    @Test
    void it_tells_when_its_first_is_due_as_often_as_that_changes() {
        queue.put(bob, 20);
        queue.put(carl, 30);
        queue.put(anna, 10);
        queue.put(bob, 25);
        queue.poll(10);
        queue.remove(bob);
        queue.remove(carl);
        assertThat(firsts).containsExactly(20L, 10L, 25L, 30L, DueQueue.NEVER);
    }

    @Test
    void it_agrees_with_a_plain_map_after_any_history() {
        Random random = new Random(11);
        Map<Entry, Long> expected = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(new Entry("" + i));
        }
        for (int step = 0; step < 20_000; step++) {
            Entry who = entries.get(random.nextInt(entries.size()));
            if (random.nextInt(4) == 0) {
                queue.remove(who);
                expected.remove(who);
            } else {
                long at = random.nextLong(1_000_000);
                queue.put(who, at);
                expected.put(who, at);
            }
        }
        assertThat(queue.size()).isEqualTo(expected.size());
        long last = -1;
        Entry next;
        while ((next = queue.poll(Long.MAX_VALUE)) != null) {
            Long at = expected.remove(next);
            assertThat(at).isNotNull().isGreaterThanOrEqualTo(last);
            last = at == null ? last : at;
        }
        assertThat(expected).isEmpty();
    }
}
