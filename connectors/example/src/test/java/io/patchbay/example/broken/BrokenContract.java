package io.patchbay.example.broken;

import io.patchbay.connector.Connector;
import io.patchbay.example.ContractTest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The example's contract, with the connector that [KitTest] puts in. Not a test of its own.
public class BrokenContract extends ContractTest {
    static final AtomicReference<Supplier<Connector>> CONNECTOR = new AtomicReference<>(Altered::new);

    @Override
    protected Connector connector() {
        return CONNECTOR.get().get();
    }
}
