package io.patchbay.server.run;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.Startable;
import io.patchbay.server.vendor.Vendors;
import java.time.InstantSource;

/// What an open client may touch. Its HTTP is that of the call under way: each call is a round of its own for the
/// vendor's budgets.
final class OpenContext implements ClientContext {
    /// The round of the present thread's call.
    static final ScopedValue<VendorHttp> ROUND = ScopedValue.newInstance();

    private static final VendorHttp OF_THE_ROUND = call -> round().send(call);

    private final Startable startable;
    private final Technology technology;
    private final Vendors vendors;
    private final InstantSource clock;
    private final ClientMemory memory;

    OpenContext(Startable startable, Technology technology, Vendors vendors, InstantSource clock) {
        this.startable = startable;
        this.technology = technology;
        this.vendors = vendors;
        this.clock = clock;
        this.memory = new ClientMemory(startable.memory());
    }

    @Override
    public Config instance() {
        return startable.instanceConfig();
    }

    @Override
    public Config config() {
        return startable.config();
    }

    @Override
    public VendorHttp http() {
        return OF_THE_ROUND;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public ClientMemory memory() {
        return memory;
    }

    @Override
    public System.Logger log() {
        return new TaggedLog("io.patchbay.connector." + technology.typeId(), "client " + startable.id() + ": ");
    }

    @Override
    public <T> T together(String key, Batch<T> batch) throws ConnectorException, InterruptedException {
        return vendors.together(technology, startable.instance().value(), round(), key, batch);
    }

    private static VendorHttp round() {
        return ROUND.orElseThrow(
                () -> new IllegalStateException("a client calls its vendor from its own calls only (C2, C15)"));
    }
}
