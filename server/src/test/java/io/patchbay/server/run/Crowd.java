package io.patchbay.server.run;

import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.server.access.AppId;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Startable;
import io.patchbay.server.client.Status;
import io.patchbay.server.client.Waiting;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.InstanceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// As many clients as one likes, which exist as soon as somebody asks for them: they take no room beside the engine's.
final class Crowd implements EngineClients {
    static final Form CLIENT = Form.of(Field.location("Place", "Where it is."));
    static final Form INSTANCE = Form.of(Field.secret("key", "Key", "For tests.", "abc"));

    private static final Instance OF_ALL = new Instance(
            new InstanceId(UUID.randomUUID()),
            new AppId(UUID.randomUUID()),
            "crowd",
            valid(INSTANCE.check(Map.of("key", "s3cret"))),
            Optional.empty());

    private final long[][] slices = new long[Slice.COUNT][];

    Crowd(int size) {
        List<List<UUID>> ids = new ArrayList<>();
        for (int i = 0; i < Slice.COUNT; i++) {
            ids.add(new ArrayList<>());
        }
        for (int i = 0; i < size; i++) {
            UUID id = UUID.randomUUID();
            ids.get(Slice.of(id).number()).add(id);
        }
        for (int i = 0; i < Slice.COUNT; i++) {
            slices[i] = ids.get(i).stream()
                    .sorted()
                    .flatMapToLong(
                            id -> Arrays.stream(new long[] {id.getMostSignificantBits(), id.getLeastSignificantBits()}))
                    .toArray();
        }
    }

    @Override
    public Page pageAcrossApps(Slice slice, @Nullable ClientId after, int limit) {
        long[] ids = slices[slice.number()];
        List<Waiting> page = new ArrayList<>();
        for (int i = 0; i < ids.length && page.size() < limit; i += 2) {
            ClientId id = new ClientId(new UUID(ids[i], ids[i + 1]));
            if (after == null || id.value().compareTo(after.value()) > 0) {
                page.add(new Waiting(id, "crowd", Status.STARTED));
            }
        }
        return new Page(
                page,
                List.of(),
                page.size() < limit
                        ? Optional.empty()
                        : Optional.of(page.getLast().id()));
    }

    @Override
    public Optional<Startable> startableAcrossApps(ClientId id) {
        return Optional.of(new Startable(
                id,
                OF_ALL,
                "customer-" + Math.floorMod(id.value().hashCode(), 1_000_000),
                valid(CLIENT.check(Map.of("latitude", new BigDecimal("52.5"), "longitude", new BigDecimal("13.4")))),
                Map.of(),
                new Condition(Status.STARTED, Optional.empty(), Optional.empty(), Instant.EPOCH)));
    }

    private static Config valid(Checked checked) {
        return ((Checked.Valid) checked).config();
    }

    @Override
    public void conditionAcrossApps(ClientId id, Epoch epoch, Condition condition) {
        throw new IllegalStateException("nothing changes here");
    }

    @Override
    public void rememberAcrossApps(ClientId id, Epoch epoch, Map<String, String> memory) {
        throw new IllegalStateException("nothing changes here");
    }
}
