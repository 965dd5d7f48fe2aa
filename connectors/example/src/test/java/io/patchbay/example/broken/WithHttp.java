package io.patchbay.example.broken;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Memory;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Config;
import java.time.InstantSource;

/// A context with another way to the vendor.
record WithHttp(ClientContext context, VendorHttp http) implements ClientContext {
    @Override
    public Config instance() {
        return context.instance();
    }

    @Override
    public Config config() {
        return context.config();
    }

    @Override
    public InstantSource clock() {
        return context.clock();
    }

    @Override
    public Memory memory() {
        return context.memory();
    }

    @Override
    public System.Logger log() {
        return context.log();
    }

    @Override
    public <T> T together(String key, Batch<T> batch) throws ConnectorException, InterruptedException {
        return context.together(key, batch);
    }
}
