package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private final Webhook webhook = new Webhook(
            UUID.randomUUID(),
            new AppId(UUID.randomUUID()),
            null,
            new Webhook.Sealed(new byte[0], new byte[0], null, null),
            List.of(),
            1,
            true,
            null,
            100,
            1,
            Webhook.Trouble.NONE,
            Instant.EPOCH);

    /// That has delivered all up to a position.
    private Subscription resting(long position) {
        Subscription subscription = new Subscription(webhook);
        assertThat(subscription.changed(true)).isTrue();
        subscription.reading();
        subscription.begin(webhook);
        subscription.skipped(position);
        assertThat(subscription.rest()).isTrue();
        return subscription;
    }

    @Test
    void it_is_woken_for_what_it_has_not_delivered_and_passes_over_the_rest() {
        Subscription subscription = resting(150);
        assertThat(subscription.tell(200, 210, true)).isTrue();
        assertThat(subscription.cursor()).isEqualTo(199);
    }

    @Test
    void what_it_has_delivered_before_it_is_told_of_it_wakes_nobody() {
        assertThat(resting(150).tell(140, 150, true)).isFalse();
    }

    @Test
    void it_is_woken_for_the_rest_of_what_it_has_delivered_in_part() {
        Subscription subscription = resting(150);
        assertThat(subscription.tell(140, 151, true)).isTrue();
        assertThat(subscription.cursor()).isEqualTo(150);
    }

    @Test
    void what_comes_while_it_delivers_keeps_it_from_resting() {
        Subscription subscription = resting(150);
        assertThat(subscription.tell(151, 151, true)).isTrue();
        assertThat(subscription.tell(152, 152, true))
                .as("somebody delivers already")
                .isFalse();
        subscription.skipped(151);
        assertThat(subscription.rest()).isFalse();
        assertThat(subscription.rest()).isTrue();
    }

    @Test
    void what_another_node_delivers_is_read_anew_when_this_one_takes_over() {
        Subscription subscription = resting(150);
        assertThat(subscription.tell(151, 151, false)).isFalse();
        assertThat(subscription.isBehind()).isTrue();
        assertThat(subscription.known()).isEmpty();
    }
}
