package io.patchbay.server.run;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Memory;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Startable;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.vendor.Vendors;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an open client may touch. Its HTTP is that of the call under way: each call is a round of its own for the
/// vendor's budgets. There are as many of these as clients, so each holds only what is its own.
final class OpenContext implements ClientContext {
    /// What all clients of the service share.
    record Shared(Vendors vendors, InstantSource clock) {}

    /// The round of the present thread's call.
    static final ScopedValue<RoundHttp> ROUND = ScopedValue.newInstance();

    private static final VendorHttp OF_THE_ROUND = call -> round().send(call);

    private final Shared shared;
    private final ClientId id;
    private final Technology technology;
    private final Instance instance;
    private final Config config;
    private @Nullable ClientMemory memory;

    OpenContext(Startable startable, Technology technology, Shared shared) {
        this.shared = shared;
        this.id = startable.id();
        this.technology = technology;
        this.instance = startable.instance();
        this.config = startable.config();
        this.memory = startable.memory().isEmpty() ? null : new ClientMemory(startable.memory());
    }

    ClientId id() {
        return id;
    }

    Technology technology() {
        return technology;
    }

    Instance of() {
        return instance;
    }

    @Override
    public Config instance() {
        return instance.configuration();
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public VendorHttp http() {
        return OF_THE_ROUND;
    }

    @Override
    public InstantSource clock() {
        return shared.clock();
    }

    @Override
    public synchronized Memory memory() {
        if (memory == null) {
            memory = new ClientMemory(Map.of());
        }
        return memory;
    }

    /// The memory, if the client has or had any use for it.
    synchronized @Nullable ClientMemory remembered() {
        return memory;
    }

    @Override
    public System.Logger log() {
        return new TaggedLog("io.patchbay.connector." + technology.typeId(), "client " + id + ": ");
    }

    @Override
    public <T> T together(String key, Batch<T> batch) throws ConnectorException, InterruptedException {
        return round().together(shared.vendors(), technology, instance.id().value(), key, batch);
    }

    private static RoundHttp round() {
        return ROUND.orElseThrow(
                () -> new IllegalStateException("a client calls its vendor from its own calls only (C2, C15)"));
    }
}
